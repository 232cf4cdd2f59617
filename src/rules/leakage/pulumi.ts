import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/pulumi',
  provider: 'Pulumi',
  formats: [token({ name: 'Pulumi token', starts: 'pul-', body: /[0-9a-f]{40}/ })],
  bad: [`const client = connect("«pul-${fake('hex', 40)}»");`, `credential: '«pul-${fake('hex', 40, 'b')}»'`],
  good: [`token = "pul-${'x'.repeat(40)}"`, `connect("pul-${fake('hex', 8, 'c')}")`],
});
