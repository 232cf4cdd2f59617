import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mailersend',
  provider: 'MailerSend',
  formats: [token({ name: 'MailerSend token', starts: 'mlsn.', body: /[0-9a-f]{64}/ })],
  bad: [`const client = connect("«mlsn.${fake('hex', 64)}»");`, `credential: '«mlsn.${fake('hex', 64, 'b')}»'`],
  good: [`token = "mlsn.${'x'.repeat(40)}"`, `connect("mlsn.${fake('hex', 12, 'c')}")`],
});
