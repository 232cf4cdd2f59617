import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/pangea',
  provider: 'Pangea',
  formats: [token({ name: 'Pangea token', starts: 'pts_', body: /[a-z2-7]{32}/ })],
  bad: [
    `const client = connect("«pts_${fake('base32', 32).toLowerCase()}»");`,
    `credential: '«pts_${fake('base32', 32, 'b').toLowerCase()}»'`,
  ],
  good: [`token = "pts_${'x'.repeat(40)}"`, `connect("pts_${fake('base32', 6, 'c').toLowerCase()}")`],
});
