import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/notion',
  provider: 'Notion',
  revoke: 'in My integrations',
  formats: [
    token({ name: 'Notion token', starts: 'ntn_', body: /\d{11}[A-Za-z0-9]{35}/ }),
    token({ name: 'Notion token', starts: 'secret_', body: /[A-Za-z0-9]{43}/ }),
  ],
  bad: [
    `const client = connect("«ntn_${fake('digits', 11)}${fake('base62', 35)}»");`,
    `NOTION_TOKEN=«secret_${fake('base62', 43, 'b')}»`,
  ],
  good: [
    `token = "ntn_${'x'.repeat(40)}"`,
    `connect("ntn_${fake('digits', 2, 'c')}${fake('base62', 35, 'c')}")`,
    `token = "secret_${'x'.repeat(40)}"`,
    `connect("secret_${fake('base62', 8, 'c')}")`,
  ],
});
