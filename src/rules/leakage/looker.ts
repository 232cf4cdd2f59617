import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/looker',
  provider: 'Looker',
  formats: [
    named({ name: 'Looker client secret', names: ['looker'], value: /[a-z0-9]{24}/ }),
    named({ name: 'Looker client id', names: ['looker'], value: /[a-z0-9]{20}/ }),
  ],
  bad: [`LOOKER_API_KEY=«${fake('base36', 24)}»`, `lookerToken: "«${fake('base36', 20, 'b')}»"`],
  good: [`LOOKER_API_KEY=\${LOOKER_VALUE}`, `const etag = "${fake('base36', 24, 'c')}"; // sent by Looker`],
});
