import { credential } from '../../analyze/token/credential.ts';
import { named, namedUuid } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sendbird',
  provider: 'Sendbird',
  formats: [
    named({ name: 'Sendbird token', names: ['sendbird'], value: /[0-9a-f]{40}/ }),
    namedUuid({ name: 'Sendbird application id', names: ['sendbird'] }),
  ],
  bad: [`SENDBIRD_API_KEY=«${fake('hex', 40)}»`, `sendbirdToken: "«${fakeUuid('b1')}»"`],
  good: [`SENDBIRD_API_KEY=\${SENDBIRD_VALUE}`, `const etag = "${fake('hex', 40, 'c')}"; // sent by Sendbird`],
});
