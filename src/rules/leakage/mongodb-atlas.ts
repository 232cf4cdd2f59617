import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mongodb-atlas',
  provider: 'MongoDB Atlas',
  formats: [token({ name: 'Atlas service account secret', starts: 'mdb_sa_sk_', body: /[\w-]{40}/ })],
  bad: [
    `const client = connect("«mdb_sa_sk_${fake('base64url', 40)}»");`,
    `credential: '«mdb_sa_sk_${fake('base64url', 40, 'b')}»'`,
  ],
  good: [`token = "mdb_sa_sk_${'x'.repeat(40)}"`, `connect("mdb_sa_sk_${fake('base64url', 8, 'c')}")`],
});
