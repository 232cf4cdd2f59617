import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/nvidia',
  provider: 'NVIDIA',
  formats: [token({ name: 'NVIDIA API key', starts: 'nvapi-', body: /[\w-]{60,70}/ })],
  bad: [
    `const client = connect("«nvapi-${fake('base64url', 64)}»");`,
    `credential: '«nvapi-${fake('base64url', 64, 'b')}»'`,
  ],
  good: [`token = "nvapi-${'x'.repeat(40)}"`, `connect("nvapi-${fake('base64url', 12, 'c')}")`],
});
