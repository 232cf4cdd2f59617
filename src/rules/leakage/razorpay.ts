import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/razorpay',
  provider: 'Razorpay',
  formats: [token({ name: 'Razorpay live key id', starts: 'rzp_live_', body: /[A-Za-z0-9]{14}/, level: 'warning' })],
  bad: [
    `const client = connect("«rzp_live_${fake('base62', 14)}»");`,
    `credential: '«rzp_live_${fake('base62', 14, 'b')}»'`,
  ],
  good: [`token = "rzp_live_${'x'.repeat(40)}"`, `connect("rzp_live_${fake('base62', 2, 'c')}")`],
});
