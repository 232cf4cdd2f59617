import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/infracost',
  provider: 'Infracost',
  formats: [token({ name: 'Infracost key', starts: 'ico-', body: /[A-Za-z0-9]{32}/ })],
  bad: [`const client = connect("«ico-${fake('base62', 32)}»");`, `credential: '«ico-${fake('base62', 32, 'b')}»'`],
  good: [`token = "ico-${'x'.repeat(40)}"`, `connect("ico-${fake('base62', 6, 'c')}")`],
});
