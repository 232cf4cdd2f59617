import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/confluent',
  provider: 'Confluent',
  formats: [
    named({ name: 'Confluent secret', names: ['confluent'], value: /[A-Za-z0-9+/]{64}/ }),
    named({ name: 'Confluent key', names: ['confluent'], value: /[A-Za-z0-9]{16}/ }),
    token({ name: 'Confluent Cloud secret', starts: 'cflt', body: /[A-Za-z0-9+/]{60}/ }),
  ],
  bad: [
    `CONFLUENT_API_KEY=«${fake('base62', 64)}»`,
    `confluentToken: "«${fake('base62', 16, 'b')}»"`,
    `credential: «cflt${fake('base62', 60, 'c')}»`,
  ],
  good: [`CONFLUENT_API_KEY=\${CONFLUENT_VALUE}`, `const etag = "${fake('base62', 64, 'c')}"; // sent by Confluent`],
});
