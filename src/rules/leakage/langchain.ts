import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/langchain',
  provider: 'LangSmith',
  formats: [token({ name: 'LangSmith key', starts: ['lsv2_pt_', 'lsv2_sk_'], body: /[0-9a-f]{32}_[0-9a-f]{10}/ })],
  bad: [
    `const client = connect("«lsv2_pt_${fake('hex', 32)}_${fake('hex', 10)}»");`,
    `credential: '«lsv2_pt_${fake('hex', 32, 'b')}_${fake('hex', 10, 'b')}»'`,
  ],
  good: [`token = "lsv2_pt_${'x'.repeat(40)}"`, `connect("lsv2_pt_${fake('hex', 6, 'c')}_${fake('hex', 10, 'c')}")`],
});
