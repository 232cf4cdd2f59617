import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/postman',
  provider: 'Postman',
  formats: [token({ name: 'Postman key', starts: 'PMAK-', body: /[0-9a-fA-F]{24}-[0-9a-fA-F]{34}/ })],
  bad: [
    `const client = connect("«PMAK-${fake('hex', 24)}-${fake('hex', 34)}»");`,
    `credential: '«PMAK-${fake('hex', 24, 'b')}-${fake('hex', 34, 'b')}»'`,
  ],
  good: [`token = "PMAK-${'x'.repeat(40)}"`, `connect("PMAK-${fake('hex', 4, 'c')}-${fake('hex', 34, 'c')}")`],
});
