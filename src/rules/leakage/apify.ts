import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/apify',
  provider: 'Apify',
  revoke: 'in the settings under Integrations',
  formats: [token({ name: 'Apify token', starts: 'apify_api_', body: /[A-Za-z0-9]{34,40}/ })],
  bad: [
    `const client = connect("«apify_api_${fake('base62', 36)}»");`,
    `credential: '«apify_api_${fake('base62', 36, 'b')}»'`,
  ],
  good: [`token = "apify_api_${'x'.repeat(40)}"`, `connect("apify_api_${fake('base62', 7, 'c')}")`],
});
