import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/samsara',
  provider: 'Samsara',
  formats: [token({ name: 'Samsara token', starts: 'samsara_api_', body: /[A-Za-z0-9]{28,32}/ })],
  bad: [
    `const client = connect("«samsara_api_${fake('base62', 30)}»");`,
    `credential: '«samsara_api_${fake('base62', 30, 'b')}»'`,
  ],
  good: [`token = "samsara_api_${'x'.repeat(40)}"`, `connect("samsara_api_${fake('base62', 6, 'c')}")`],
});
