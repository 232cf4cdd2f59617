import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/stripe-key',
  provider: 'Stripe',
  revoke: 'in the dashboard under Developers, API keys',
  formats: [
    token({
      name: 'Stripe live key',
      starts: ['sk_live_', 'rk_live_', 'sk_prod_', 'rk_prod_'],
      body: /[0-9A-Za-z]{10,247}/,
    }),
    token({
      name: 'Stripe test key',
      starts: ['sk_test_', 'rk_test_'],
      body: /[0-9A-Za-z]{10,247}/,
      level: 'warning',
    }),
    token({ name: 'Stripe webhook secret', starts: 'whsec_', body: /[0-9A-Za-z+/]{32,64}={0,2}/ }),
  ],
  bad: [
    `Stripe("«sk_live_${fake('base62', 24)}»")`,
    `STRIPE_KEY=«rk_test_${fake('base62', 99)}»`,
    `endpointSecret: '«whsec_${fake('base62', 32)}»'`,
  ],
  good: [
    `loadStripe("pk_live_${fake('base62', 24)}")`,
    'stripe.api_key = os.environ["STRIPE_KEY"]  # sk_live_...',
    'const key = "sk_test_your_key_goes_here_now";',
  ],
});
