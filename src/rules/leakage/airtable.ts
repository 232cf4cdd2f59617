import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/airtable',
  provider: 'Airtable',
  revoke: 'in the developer hub',
  formats: [
    token({ name: 'Airtable personal access token', starts: 'pat', body: /[A-Za-z0-9]{14}\.[0-9a-f]{64}/ }),
    named({ name: 'Airtable API key', names: ['airtable'], value: /[A-Za-z0-9]{17}/ }),
  ],
  bad: [
    `const client = connect("«pat${fake('base62', 14)}.${fake('hex', 64)}»");`,
    `airtableToken: "«${fake('base62', 17, 'b')}»"`,
  ],
  good: [`token = "pat${'x'.repeat(40)}"`, `connect("pat${fake('base62', 2, 'c')}.${fake('hex', 64, 'c')}")`],
});
