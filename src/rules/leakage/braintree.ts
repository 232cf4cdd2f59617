import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/braintree',
  provider: 'PayPal Braintree',
  revoke: 'in the control panel',
  formats: [
    token({
      name: 'Braintree access token',
      starts: 'access_token$',
      body: /(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}/,
    }),
    named({ name: 'PayPal client secret', names: ['paypal'], value: /E[\w-]{79}/ }),
  ],
  bad: [
    `const client = connect("«access_token$production$${fake('base36', 16)}$${fake('hex', 32)}»");`,
    `paypalToken: "«E${fake('base64url', 79, 'b')}»"`,
  ],
  good: [
    `token = "access_token$${'x'.repeat(40)}"`,
    `connect("access_token$production$${fake('base36', 3, 'c')}$${fake('hex', 32, 'c')}")`,
  ],
});
