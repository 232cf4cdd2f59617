import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/settlemint',
  provider: 'SettleMint',
  formats: [token({ name: 'SettleMint token', starts: ['sm_aat_', 'sm_pat_', 'sm_sat_'], body: /[A-Za-z0-9]{16}/ })],
  bad: [
    `const client = connect("«sm_aat_${fake('base62', 16)}»");`,
    `credential: '«sm_aat_${fake('base62', 16, 'b')}»'`,
  ],
  good: [`token = "sm_aat_${'x'.repeat(40)}"`, `connect("sm_aat_${fake('base62', 3, 'c')}")`],
});
