import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/pinecone',
  provider: 'Pinecone',
  formats: [token({ name: 'Pinecone key', starts: 'pcsk_', body: /[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,66}/ })],
  bad: [
    `const client = connect("«pcsk_${fake('base62', 6)}_${fake('base62', 63)}»");`,
    `credential: '«pcsk_${fake('base62', 6, 'b')}_${fake('base62', 63, 'b')}»'`,
  ],
  good: [`token = "pcsk_${'x'.repeat(40)}"`, `connect("pcsk_${fake('base62', 1, 'c')}_${fake('base62', 63, 'c')}")`],
});
