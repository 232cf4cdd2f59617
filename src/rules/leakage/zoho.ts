import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/zoho',
  provider: 'Zoho',
  formats: [token({ name: 'Zoho OAuth token', starts: '1000.', body: /[0-9a-f]{32}\.[0-9a-f]{32}/ })],
  bad: [
    `const client = connect("«1000.${fake('hex', 32)}.${fake('hex', 32)}»");`,
    `credential: '«1000.${fake('hex', 32, 'b')}.${fake('hex', 32, 'b')}»'`,
  ],
  good: [`token = "1000.${'x'.repeat(40)}"`, `connect("1000.${fake('hex', 6, 'c')}.${fake('hex', 32, 'c')}")`],
});
