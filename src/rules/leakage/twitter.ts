import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/twitter',
  provider: 'Twitter',
  revoke: 'in the developer portal',
  formats: [
    named({ name: 'Twitter access token', names: ['twitter'], value: /\d{15,25}-[A-Za-z0-9]{20,40}/ }),
    named({ name: 'Twitter access secret', names: ['twitter'], value: /[A-Za-z0-9]{45}/ }),
    named({ name: 'Twitter API secret', names: ['twitter'], value: /[A-Za-z0-9]{50}/ }),
    named({ name: 'Twitter API key', names: ['twitter'], value: /[A-Za-z0-9]{25}/ }),
    token({ name: 'Twitter bearer token', starts: 'AAAAAAAAAAAAAAAAAAAAAA', body: /[A-Za-z0-9%]{80,100}/ }),
  ],
  bad: [
    `TWITTER_API_KEY=«${fake('digits', 18)}-${fake('base62', 40)}»`,
    `twitterToken: "«${fake('base62', 45, 'b')}»"`,
    `"twitter_secret": "«${fake('base62', 50, 'c')}»"`,
    `const twitterApiKey = '«${fake('base62', 25, 'd')}»';`,
    `const client = connect("«AAAAAAAAAAAAAAAAAAAAAA${fake('base62', 92, 'e')}»");`,
  ],
  good: [
    `TWITTER_API_KEY=\${TWITTER_VALUE}`,
    `const etag = "${fake('digits', 18, 'c')}-${fake('base62', 40, 'c')}"; // sent by Twitter`,
  ],
});
