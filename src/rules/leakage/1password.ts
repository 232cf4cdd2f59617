import { credential } from '../../analyze/token/credential.ts';
import { marked, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/1password',
  provider: '1Password',
  revoke: 'in the vault’s service accounts',
  formats: [
    marked({
      name: '1Password secret key',
      marker: 'A3-',
      expression: /A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
      reach: 1,
    }),
    token({ name: '1Password service account token', starts: 'ops_eyJ', body: /[A-Za-z0-9+/]{250,4000}={0,3}/ }),
  ],
  bad: [
    `const client = connect("«A3-${fake('upper36', 6)}-${fake('upper36', 6)}-${fake('upper36', 5)}-${fake('upper36', 5)}-${fake('upper36', 5)}-${fake('upper36', 5)}»");`,
    `1PASSWORD_TOKEN=«ops_eyJ${fake('base64', 300, 'b')}»`,
  ],
  good: [
    `const client = connect("A3-${fake('upper36', 1, 'c')}-${fake('upper36', 6, 'c')}-${fake('upper36', 5, 'c')}-${fake('upper36', 5, 'c')}-${fake('upper36', 5, 'c')}-${fake('upper36', 5, 'c')}");`,
    '1PASSWORD_TOKEN=<your 1Password token>',
    `token = "ops_eyJ${'x'.repeat(40)}"`,
    `connect("ops_eyJ${fake('base64', 60, 'c')}")`,
  ],
});
