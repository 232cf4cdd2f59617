import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sourcegraph',
  provider: 'Sourcegraph',
  formats: [
    token({ name: 'Sourcegraph token', starts: 'sgp_', body: /(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}/ }),
    named({ name: 'Sourcegraph token', names: ['sourcegraph'], value: /[0-9a-fA-F]{40}/ }),
  ],
  bad: [
    `const client = connect("«sgp_${fake('hex', 16)}_${fake('hex', 40)}»");`,
    `sourcegraphToken: "«${fake('hex', 40, 'b')}»"`,
  ],
  good: [`token = "sgp_${'x'.repeat(40)}"`, `connect("sgp_${fake('hex', 3, 'c')}_${fake('hex', 40, 'c')}")`],
});
