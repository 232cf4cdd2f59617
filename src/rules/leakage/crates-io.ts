import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/crates-io',
  provider: 'crates.io',
  revoke: 'in the account settings',
  formats: [token({ name: 'crates.io token', starts: 'cio', body: /[A-Za-z0-9]{32}/ })],
  bad: [`const client = connect("«cio${fake('base62', 32)}»");`, `credential: '«cio${fake('base62', 32, 'b')}»'`],
  good: [`token = "cio${'x'.repeat(40)}"`, `connect("cio${fake('base62', 6, 'c')}")`],
});
