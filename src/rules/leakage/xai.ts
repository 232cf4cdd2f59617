import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/xai',
  provider: 'xAI',
  formats: [token({ name: 'xAI key', starts: 'xai-', body: /[A-Za-z0-9]{80}/ })],
  bad: [`const client = connect("«xai-${fake('base62', 80)}»");`, `credential: '«xai-${fake('base62', 80, 'b')}»'`],
  good: [`token = "xai-${'x'.repeat(40)}"`, `connect("xai-${fake('base62', 16, 'c')}")`],
});
