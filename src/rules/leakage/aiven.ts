import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/aiven',
  provider: 'Aiven',
  formats: [
    named({ name: 'Aiven token', names: ['aiven'], value: /[A-Za-z0-9+/]{200,400}={0,2}/ }),
    token({ name: 'Aiven password', starts: 'AVNS_', body: /[\w-]{19}/ }),
  ],
  bad: [`AIVEN_API_KEY=«${fake('base62', 300)}»`, `AIVEN_TOKEN=«AVNS_${fake('base62', 19, 'b')}»`],
  good: [
    `AIVEN_API_KEY=\${AIVEN_VALUE}`,
    `const etag = "${fake('base62', 300, 'c')}"; // sent by Aiven`,
    `token = "AVNS_${'x'.repeat(40)}"`,
    `connect("AVNS_${fake('base62', 3, 'c')}")`,
  ],
});
