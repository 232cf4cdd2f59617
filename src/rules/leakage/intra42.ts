import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/intra42',
  provider: '42 Intra',
  formats: [token({ name: '42 Intra secret', starts: ['s-s4t2ud-', 's-s4t2af-'], body: /[0-9a-f]{64}/ })],
  bad: [`const client = connect("«s-s4t2ud-${fake('hex', 64)}»");`, `credential: '«s-s4t2ud-${fake('hex', 64, 'b')}»'`],
  good: [`token = "s-s4t2ud-${'x'.repeat(40)}"`, `connect("s-s4t2ud-${fake('hex', 12, 'c')}")`],
});
