import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/clickhouse',
  provider: 'ClickHouse Cloud',
  formats: [token({ name: 'ClickHouse Cloud key', starts: '4b1d', body: /[A-Za-z0-9]{38}/ })],
  bad: [`const client = connect("«4b1d${fake('base62', 38)}»");`, `credential: '«4b1d${fake('base62', 38, 'b')}»'`],
  good: [`token = "4b1d${'x'.repeat(40)}"`, `connect("4b1d${fake('base62', 7, 'c')}")`],
});
