import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/defined-networking',
  provider: 'Defined Networking',
  formats: [token({ name: 'Defined Networking key', starts: 'dnkey-', body: /[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}/ })],
  bad: [
    `const client = connect("«dnkey-${fake('base64url', 26)}-${fake('base64url', 52)}»");`,
    `credential: '«dnkey-${fake('base64url', 26, 'b')}-${fake('base64url', 52, 'b')}»'`,
  ],
  good: [
    `token = "dnkey-${'x'.repeat(40)}"`,
    `connect("dnkey-${fake('base64url', 5, 'c')}-${fake('base64url', 52, 'c')}")`,
  ],
});
