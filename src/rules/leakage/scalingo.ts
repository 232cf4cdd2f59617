import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/scalingo',
  provider: 'Scalingo',
  formats: [token({ name: 'Scalingo token', starts: 'tk-us-', body: /[\w-]{48}/ })],
  bad: [
    `const client = connect("«tk-us-${fake('base64url', 48)}»");`,
    `credential: '«tk-us-${fake('base64url', 48, 'b')}»'`,
  ],
  good: [`token = "tk-us-${'x'.repeat(40)}"`, `connect("tk-us-${fake('base64url', 9, 'c')}")`],
});
