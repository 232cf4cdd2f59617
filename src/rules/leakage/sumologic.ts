import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sumologic',
  provider: 'Sumo Logic',
  formats: [
    named({ name: 'Sumo Logic access key', names: ['sumo'], value: /[A-Za-z0-9]{64}/ }),
    named({ name: 'Sumo Logic access id', names: ['sumo'], value: /su[A-Za-z0-9]{12}/ }),
  ],
  bad: [`SUMO_API_KEY=«${fake('base62', 64)}»`, `sumoToken: "«su${fake('base62', 12, 'b')}»"`],
  good: [`SUMO_API_KEY=\${SUMO_VALUE}`, `const etag = "${fake('base62', 64, 'c')}"; // sent by Sumo Logic`],
});
