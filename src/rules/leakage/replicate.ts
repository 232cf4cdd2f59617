import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/replicate',
  provider: 'Replicate',
  formats: [token({ name: 'Replicate token', starts: 'r8_', body: /[A-Za-z0-9]{37}/ })],
  bad: [`const client = connect("«r8_${fake('base62', 37)}»");`, `credential: '«r8_${fake('base62', 37, 'b')}»'`],
  good: [`token = "r8_${'x'.repeat(40)}"`, `connect("r8_${fake('base62', 7, 'c')}")`],
});
