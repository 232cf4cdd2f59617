import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/rootly',
  provider: 'Rootly',
  formats: [token({ name: 'Rootly key', starts: 'rootly_', body: /[0-9a-f]{64}/ })],
  bad: [`const client = connect("«rootly_${fake('hex', 64)}»");`, `credential: '«rootly_${fake('hex', 64, 'b')}»'`],
  good: [`token = "rootly_${'x'.repeat(40)}"`, `connect("rootly_${fake('hex', 12, 'c')}")`],
});
