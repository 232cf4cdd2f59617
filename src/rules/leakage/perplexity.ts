import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/perplexity',
  provider: 'Perplexity',
  formats: [token({ name: 'Perplexity key', starts: 'pplx-', body: /[A-Za-z0-9]{48}/ })],
  bad: [`const client = connect("«pplx-${fake('base62', 48)}»");`, `credential: '«pplx-${fake('base62', 48, 'b')}»'`],
  good: [`token = "pplx-${'x'.repeat(40)}"`, `connect("pplx-${fake('base62', 9, 'c')}")`],
});
