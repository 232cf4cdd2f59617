import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/bitbucket',
  provider: 'Bitbucket',
  revoke: 'in the workspace settings',
  formats: [
    named({ name: 'Bitbucket client secret', names: ['bitbucket'], value: /[A-Za-z0-9=_-]{64}/ }),
    named({ name: 'Bitbucket client id', names: ['bitbucket'], value: /[A-Za-z0-9]{32}/ }),
  ],
  bad: [`BITBUCKET_API_KEY=«${fake('base64url', 64)}»`, `bitbucketToken: "«${fake('base62', 32, 'b')}»"`],
  good: [`BITBUCKET_API_KEY=\${BITBUCKET_VALUE}`, `const etag = "${fake('base64url', 64, 'c')}"; // sent by Bitbucket`],
});
