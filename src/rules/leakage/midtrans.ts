import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/midtrans',
  provider: 'Midtrans',
  formats: [token({ name: 'Midtrans server key', starts: 'Mid-server-', body: /[\w-]{24}/ })],
  bad: [
    `const client = connect("«Mid-server-${fake('base64url', 24)}»");`,
    `credential: '«Mid-server-${fake('base64url', 24, 'b')}»'`,
  ],
  good: [`token = "Mid-server-${'x'.repeat(40)}"`, `connect("Mid-server-${fake('base64url', 4, 'c')}")`],
});
