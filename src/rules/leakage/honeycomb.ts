import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/honeycomb',
  provider: 'Honeycomb',
  formats: [
    token({ name: 'Honeycomb ingest key', starts: 'hcaik_', body: /[a-z0-9]{58}/ }),
    token({ name: 'Honeycomb management key', starts: 'hcamk_', body: /[a-z0-9]{58}/ }),
  ],
  bad: [
    `const client = connect("«hcaik_${fake('base36', 58)}»");`,
    `HONEYCOMB_TOKEN=«hcamk_${fake('base36', 58, 'b')}»`,
  ],
  good: [
    `token = "hcaik_${'x'.repeat(40)}"`,
    `connect("hcaik_${fake('base36', 11, 'c')}")`,
    `token = "hcamk_${'x'.repeat(40)}"`,
    `connect("hcamk_${fake('base36', 11, 'c')}")`,
  ],
});
