import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/fly-io',
  provider: 'Fly.io',
  revoke: 'with `fly tokens revoke`',
  formats: [
    token({ name: 'Fly.io access token', starts: 'fo1_', body: /[\w-]{43}/ }),
    token({ name: 'Fly.io macaroon', starts: ['fm1r_', 'fm1a_', 'fm2_'], body: /[A-Za-z0-9+/]{100,2000}={0,3}/ }),
  ],
  bad: [`const client = connect("«fo1_${fake('base64url', 43)}»");`, `FLY_IO_TOKEN=«fm1a_${fake('base64', 160, 'b')}»`],
  good: [
    `token = "fo1_${'x'.repeat(40)}"`,
    `connect("fo1_${fake('base64url', 8, 'c')}")`,
    `token = "fm1a_${'x'.repeat(40)}"`,
    `connect("fm1a_${fake('base64', 32, 'c')}")`,
  ],
});
