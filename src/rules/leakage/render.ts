import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/render',
  provider: 'Render',
  formats: [token({ name: 'Render key', starts: 'rnd_', body: /[A-Za-z0-9]{28,36}/ })],
  bad: [`const client = connect("«rnd_${fake('base62', 32)}»");`, `credential: '«rnd_${fake('base62', 32, 'b')}»'`],
  good: [`token = "rnd_${'x'.repeat(40)}"`, `connect("rnd_${fake('base62', 6, 'c')}")`],
});
