import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/readme',
  provider: 'ReadMe',
  formats: [token({ name: 'ReadMe key', starts: 'rdme_', body: /[a-z0-9]{70}/ })],
  bad: [`const client = connect("«rdme_${fake('base36', 70)}»");`, `credential: '«rdme_${fake('base36', 70, 'b')}»'`],
  good: [`token = "rdme_${'x'.repeat(40)}"`, `connect("rdme_${fake('base36', 14, 'c')}")`],
});
