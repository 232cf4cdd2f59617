import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/frame-io',
  provider: 'Frame.io',
  formats: [token({ name: 'Frame.io token', starts: 'fio-u-', body: /[A-Za-z0-9=_-]{64}/ })],
  bad: [
    `const client = connect("«fio-u-${fake('base64url', 64)}»");`,
    `credential: '«fio-u-${fake('base64url', 64, 'b')}»'`,
  ],
  good: [`token = "fio-u-${'x'.repeat(40)}"`, `connect("fio-u-${fake('base64url', 12, 'c')}")`],
});
