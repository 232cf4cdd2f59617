import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/authress',
  provider: 'Authress',
  formats: [
    token({
      name: 'Authress service client key',
      starts: ['sc_', 'ext_', 'scauth_', 'authress_'],
      body: /[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}/,
    }),
  ],
  bad: [
    `const client = connect("«sc_${fake('base36', 10)}.${fake('base36', 4)}.acc_${fake('base36', 10)}.${fake('base64url', 40)}»");`,
    `credential: '«sc_${fake('base36', 10, 'b')}.${fake('base36', 4, 'b')}.acc_${fake('base36', 10, 'b')}.${fake('base64url', 40, 'b')}»'`,
  ],
  good: [
    `token = "sc_${'x'.repeat(40)}"`,
    `connect("sc_${fake('base36', 2, 'c')}.${fake('base36', 4, 'c')}.acc_${fake('base36', 10, 'c')}.${fake('base64url', 40, 'c')}")`,
  ],
});
