import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/woocommerce',
  provider: 'WooCommerce',
  formats: [
    token({ name: 'WooCommerce consumer key', starts: 'ck_', body: /[0-9a-f]{40}/ }),
    token({ name: 'WooCommerce consumer secret', starts: 'cs_', body: /[0-9a-f]{40}/ }),
  ],
  bad: [`const client = connect("«ck_${fake('hex', 40)}»");`, `WOOCOMMERCE_TOKEN=«cs_${fake('hex', 40, 'b')}»`],
  good: [
    `token = "ck_${'x'.repeat(40)}"`,
    `connect("ck_${fake('hex', 8, 'c')}")`,
    `token = "cs_${'x'.repeat(40)}"`,
    `connect("cs_${fake('hex', 8, 'c')}")`,
  ],
});
