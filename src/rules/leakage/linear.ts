import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/linear',
  provider: 'Linear',
  formats: [
    token({ name: 'Linear key', starts: 'lin_api_', body: /[A-Za-z0-9]{40}/ }),
    token({ name: 'Linear OAuth token', starts: 'lin_oauth_', body: /[0-9a-f]{64}/ }),
    named({ name: 'Linear client secret', names: ['linear'], value: /[0-9a-f]{32}/ }),
  ],
  bad: [
    `const client = connect("«lin_api_${fake('base62', 40)}»");`,
    `LINEAR_TOKEN=«lin_oauth_${fake('hex', 64, 'b')}»`,
    `"linear_secret": "«${fake('hex', 32, 'c')}»"`,
  ],
  good: [
    `token = "lin_api_${'x'.repeat(40)}"`,
    `connect("lin_api_${fake('base62', 8, 'c')}")`,
    `token = "lin_oauth_${'x'.repeat(40)}"`,
    `connect("lin_oauth_${fake('hex', 12, 'c')}")`,
  ],
});
