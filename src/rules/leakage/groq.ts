import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/groq',
  provider: 'Groq',
  formats: [token({ name: 'Groq key', starts: 'gsk_', body: /[A-Za-z0-9]{48,56}/ })],
  bad: [`const client = connect("«gsk_${fake('base62', 52)}»");`, `credential: '«gsk_${fake('base62', 52, 'b')}»'`],
  good: [`token = "gsk_${'x'.repeat(40)}"`, `connect("gsk_${fake('base62', 10, 'c')}")`],
});
