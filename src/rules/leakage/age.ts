import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/age',
  provider: 'age',
  revoke: 'by encrypting to a new key',
  formats: [
    token({ name: 'age secret key', starts: 'AGE-SECRET-KEY-1', body: /[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/ }),
  ],
  bad: [
    `const client = connect("«AGE-SECRET-KEY-1${fake('bech32', 58)}»");`,
    `credential: '«AGE-SECRET-KEY-1${fake('bech32', 58, 'b')}»'`,
  ],
  good: [`token = "AGE-SECRET-KEY-1${'x'.repeat(40)}"`, `connect("AGE-SECRET-KEY-1${fake('bech32', 11, 'c')}")`],
});
