import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/planetscale',
  provider: 'PlanetScale',
  formats: [
    token({ name: 'PlanetScale password', starts: 'pscale_pw_', body: /[\w=.-]{32,64}/ }),
    token({ name: 'PlanetScale token', starts: 'pscale_tkn_', body: /[\w=.-]{32,64}/ }),
    token({ name: 'PlanetScale OAuth token', starts: 'pscale_oauth_', body: /[\w=.-]{32,64}/ }),
  ],
  bad: [
    `const client = connect("«pscale_pw_${fake('base64url', 43)}»");`,
    `PLANETSCALE_TOKEN=«pscale_tkn_${fake('base64url', 43, 'b')}»`,
    `credential: «pscale_oauth_${fake('base64url', 43, 'c')}»`,
  ],
  good: [
    `token = "pscale_pw_${'x'.repeat(40)}"`,
    `connect("pscale_pw_${fake('base64url', 8, 'c')}")`,
    `token = "pscale_tkn_${'x'.repeat(40)}"`,
    `connect("pscale_tkn_${fake('base64url', 8, 'c')}")`,
  ],
});
