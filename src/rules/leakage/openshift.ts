import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/openshift',
  provider: 'OpenShift',
  formats: [token({ name: 'OpenShift token', starts: 'sha256~', body: /[\w-]{43}/ })],
  bad: [
    `const client = connect("«sha256~${fake('base64url', 43)}»");`,
    `credential: '«sha256~${fake('base64url', 43, 'b')}»'`,
  ],
  good: [`token = "sha256~${'x'.repeat(40)}"`, `connect("sha256~${fake('base64url', 8, 'c')}")`],
});
