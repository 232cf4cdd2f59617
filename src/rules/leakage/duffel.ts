import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/duffel',
  provider: 'Duffel',
  formats: [token({ name: 'Duffel token', starts: ['duffel_live_', 'duffel_test_'], body: /[A-Za-z0-9_=-]{43}/ })],
  bad: [
    `const client = connect("«duffel_live_${fake('base64url', 43)}»");`,
    `credential: '«duffel_live_${fake('base64url', 43, 'b')}»'`,
  ],
  good: [`token = "duffel_live_${'x'.repeat(40)}"`, `connect("duffel_live_${fake('base64url', 8, 'c')}")`],
});
