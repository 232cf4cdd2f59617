import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/nuget',
  provider: 'NuGet',
  formats: [token({ name: 'NuGet API key', starts: 'oy2', body: /[a-z0-9]{43}/ })],
  bad: [`const client = connect("«oy2${fake('base36', 43)}»");`, `credential: '«oy2${fake('base36', 43, 'b')}»'`],
  good: [`token = "oy2${'x'.repeat(40)}"`, `connect("oy2${fake('base36', 8, 'c')}")`],
});
