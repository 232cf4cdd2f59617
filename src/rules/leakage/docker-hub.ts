import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/docker-hub',
  provider: 'Docker Hub',
  revoke: 'in the account’s access tokens',
  formats: [
    token({ name: 'Docker Hub access token', starts: 'dckr_pat_', body: /[\w-]{27}/ }),
    token({ name: 'Docker Hub organization token', starts: 'dckr_oat_', body: /[\w-]{27,40}/ }),
  ],
  bad: [
    `const client = connect("«dckr_pat_${fake('base64url', 27)}»");`,
    `DOCKER_HUB_TOKEN=«dckr_oat_${fake('base64url', 32, 'b')}»`,
  ],
  good: [
    `token = "dckr_pat_${'x'.repeat(40)}"`,
    `connect("dckr_pat_${fake('base64url', 5, 'c')}")`,
    `token = "dckr_oat_${'x'.repeat(40)}"`,
    `connect("dckr_oat_${fake('base64url', 6, 'c')}")`,
  ],
});
