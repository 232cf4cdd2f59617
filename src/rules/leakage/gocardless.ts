import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/gocardless',
  provider: 'GoCardless',
  formats: [named({ name: 'GoCardless token', names: ['gocardless'], value: /live_[A-Za-z0-9_=-]{40}/ })],
  bad: [
    `GOCARDLESS_API_KEY=«live_${fake('base64url', 40)}»`,
    `const gocardlessToken = "«live_${fake('base64url', 40, 'b')}»";`,
  ],
  good: [
    `GOCARDLESS_API_KEY=\${GOCARDLESS_VALUE}`,
    `const etag = "live_${fake('base64url', 40, 'c')}"; // sent by GoCardless`,
  ],
});
