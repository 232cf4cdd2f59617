import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/openrouter',
  provider: 'OpenRouter',
  formats: [token({ name: 'OpenRouter key', starts: 'sk-or-v1-', body: /[0-9a-f]{64}/ })],
  bad: [`const client = connect("«sk-or-v1-${fake('hex', 64)}»");`, `credential: '«sk-or-v1-${fake('hex', 64, 'b')}»'`],
  good: [`token = "sk-or-v1-${'x'.repeat(40)}"`, `connect("sk-or-v1-${fake('hex', 12, 'c')}")`],
});
