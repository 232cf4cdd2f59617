import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/segment',
  provider: 'Segment',
  formats: [token({ name: 'Segment public API token', starts: 'sgp_', body: /[A-Za-z0-9]{64}/ })],
  bad: [`const client = connect("«sgp_${fake('base62', 64)}»");`, `credential: '«sgp_${fake('base62', 64, 'b')}»'`],
  good: [`token = "sgp_${'x'.repeat(40)}"`, `connect("sgp_${fake('base62', 12, 'c')}")`],
});
