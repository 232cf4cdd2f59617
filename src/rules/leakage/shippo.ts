import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/shippo',
  provider: 'Shippo',
  formats: [
    token({ name: 'Shippo live token', starts: 'shippo_live_', body: /[0-9a-fA-F]{40}/ }),
    token({ name: 'Shippo test token', starts: 'shippo_test_', body: /[0-9a-fA-F]{40}/, level: 'warning' }),
  ],
  bad: [
    `const client = connect("«shippo_live_${fake('hex', 40)}»");`,
    `SHIPPO_TOKEN=«shippo_test_${fake('hex', 40, 'b')}»`,
  ],
  good: [
    `token = "shippo_live_${'x'.repeat(40)}"`,
    `connect("shippo_live_${fake('hex', 8, 'c')}")`,
    `token = "shippo_test_${'x'.repeat(40)}"`,
    `connect("shippo_test_${fake('hex', 8, 'c')}")`,
  ],
});
