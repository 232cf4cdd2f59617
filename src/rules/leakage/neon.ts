import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/neon',
  provider: 'Neon',
  formats: [
    token({ name: 'Neon API key', starts: 'napi_', body: /[a-z0-9]{64}/ }),
    token({ name: 'Neon database password', starts: 'npg_', body: /[A-Za-z0-9]{12}/, level: 'warning' }),
  ],
  bad: [`const client = connect("«napi_${fake('base36', 64)}»");`, `NEON_TOKEN=«npg_${fake('base62', 12, 'b')}»`],
  good: [
    `token = "napi_${'x'.repeat(40)}"`,
    `connect("napi_${fake('base36', 12, 'c')}")`,
    `token = "npg_${'x'.repeat(40)}"`,
    `connect("npg_${fake('base62', 2, 'c')}")`,
  ],
});
