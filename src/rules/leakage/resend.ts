import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/resend',
  provider: 'Resend',
  formats: [token({ name: 'Resend key', starts: 're_', body: /[A-Za-z0-9]{8}_[A-Za-z0-9]{24}/ })],
  bad: [
    `const client = connect("«re_${fake('base62', 8)}_${fake('base62', 24)}»");`,
    `credential: '«re_${fake('base62', 8, 'b')}_${fake('base62', 24, 'b')}»'`,
  ],
  good: [`token = "re_${'x'.repeat(40)}"`, `connect("re_${fake('base62', 1, 'c')}_${fake('base62', 24, 'c')}")`],
});
