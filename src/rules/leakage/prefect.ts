import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/prefect',
  provider: 'Prefect',
  formats: [token({ name: 'Prefect key', starts: ['pnu_', 'pnb_'], body: /[A-Za-z0-9]{36}/ })],
  bad: [`const client = connect("«pnu_${fake('base62', 36)}»");`, `credential: '«pnu_${fake('base62', 36, 'b')}»'`],
  good: [`token = "pnu_${'x'.repeat(40)}"`, `connect("pnu_${fake('base62', 7, 'c')}")`],
});
