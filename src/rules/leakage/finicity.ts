import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/finicity',
  provider: 'Finicity',
  formats: [
    named({ name: 'Finicity secret', names: ['finicity'], value: /[a-z0-9]{20}/ }),
    named({ name: 'Finicity key', names: ['finicity'], value: /[0-9a-f]{32}/ }),
  ],
  bad: [`FINICITY_API_KEY=«${fake('base36', 20)}»`, `finicityToken: "«${fake('hex', 32, 'b')}»"`],
  good: [`FINICITY_API_KEY=\${FINICITY_VALUE}`, `const etag = "${fake('base36', 20, 'c')}"; // sent by Finicity`],
});
