import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/tailscale',
  provider: 'Tailscale',
  revoke: 'in the admin console',
  formats: [
    token({
      name: 'Tailscale key',
      starts: ['tskey-auth-', 'tskey-api-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'],
      body: /[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}/,
    }),
  ],
  bad: [
    `const client = connect("«tskey-auth-${fake('base62', 17)}-${fake('base62', 32)}»");`,
    `credential: '«tskey-auth-${fake('base62', 17, 'b')}-${fake('base62', 32, 'b')}»'`,
  ],
  good: [
    `token = "tskey-auth-${'x'.repeat(40)}"`,
    `connect("tskey-auth-${fake('base62', 3, 'c')}-${fake('base62', 32, 'c')}")`,
  ],
});
