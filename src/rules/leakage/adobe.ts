import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/adobe',
  provider: 'Adobe',
  revoke: 'in the developer console',
  formats: [
    token({ name: 'Adobe client secret', starts: 'p8e-', body: /[A-Za-z0-9_-]{32}/ }),
    named({ name: 'Adobe client id', names: ['adobe'], value: /[0-9a-f]{32}/, level: 'note' }),
  ],
  bad: [`const client = connect("«p8e-${fake('base62', 32)}»");`, `adobeToken: "«${fake('hex', 32, 'b')}»"`],
  good: [`token = "p8e-${'x'.repeat(40)}"`, `connect("p8e-${fake('base62', 6, 'c')}")`],
});
