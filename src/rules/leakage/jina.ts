import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/jina',
  provider: 'Jina AI',
  formats: [token({ name: 'Jina key', starts: 'jina_', body: /[0-9a-f]{32}[\w-]{28}/ })],
  bad: [
    `const client = connect("«jina_${fake('hex', 32)}${fake('base64url', 28)}»");`,
    `credential: '«jina_${fake('hex', 32, 'b')}${fake('base64url', 28, 'b')}»'`,
  ],
  good: [`token = "jina_${'x'.repeat(40)}"`, `connect("jina_${fake('hex', 6, 'c')}${fake('base64url', 28, 'c')}")`],
});
