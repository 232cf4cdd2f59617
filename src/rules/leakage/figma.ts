import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/figma',
  provider: 'Figma',
  revoke: 'in the account settings',
  formats: [
    token({ name: 'Figma personal token', starts: 'figd_', body: /[\w-]{38,48}/ }),
    token({ name: 'Figma OAuth token', starts: ['figu_', 'figo_', 'figr_', 'figur_', 'figor_'], body: /[\w-]{38,48}/ }),
  ],
  bad: [
    `const client = connect("«figd_${fake('base64url', 40)}»");`,
    `FIGMA_TOKEN=«figo_${fake('base64url', 40, 'b')}»`,
  ],
  good: [
    `token = "figd_${'x'.repeat(40)}"`,
    `connect("figd_${fake('base64url', 8, 'c')}")`,
    `token = "figo_${'x'.repeat(40)}"`,
    `connect("figo_${fake('base64url', 8, 'c')}")`,
  ],
});
