import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/coinbase',
  provider: 'Coinbase',
  formats: [named({ name: 'Coinbase key', names: ['coinbase'], value: /[A-Za-z0-9_-]{64}/ })],
  bad: [`COINBASE_API_KEY=«${fake('base64url', 64)}»`, `const coinbaseToken = "«${fake('base64url', 64, 'b')}»";`],
  good: [`COINBASE_API_KEY=\${COINBASE_VALUE}`, `const etag = "${fake('base64url', 64, 'c')}"; // sent by Coinbase`],
});
