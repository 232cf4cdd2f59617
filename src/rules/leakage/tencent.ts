import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/tencent',
  provider: 'Tencent Cloud',
  formats: [token({ name: 'Tencent secret id', starts: 'AKID', body: /[A-Za-z0-9]{32}/, level: 'warning' })],
  bad: [`const client = connect("«AKID${fake('base62', 32)}»");`, `credential: '«AKID${fake('base62', 32, 'b')}»'`],
  good: [`token = "AKID${'x'.repeat(40)}"`, `connect("AKID${fake('base62', 6, 'c')}")`],
});
