import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/typeform',
  provider: 'Typeform',
  formats: [token({ name: 'Typeform token', starts: 'tfp_', body: /[A-Za-z0-9_.=-]{59}/ })],
  bad: [
    `const client = connect("«tfp_${fake('base64url', 59)}»");`,
    `credential: '«tfp_${fake('base64url', 59, 'b')}»'`,
  ],
  good: [`token = "tfp_${'x'.repeat(40)}"`, `connect("tfp_${fake('base64url', 11, 'c')}")`],
});
