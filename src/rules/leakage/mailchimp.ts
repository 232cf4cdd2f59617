import { credential } from '../../analyze/token/credential.ts';
import { marked } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mailchimp',
  provider: 'Mailchimp',
  formats: [marked({ name: 'Mailchimp key', marker: '-us', expression: /[0-9a-f]{32}-us\d{1,2}/, reach: 33 })],
  bad: [
    `const client = connect("«${fake('hex', 32)}-us${fake('digits', 2)}»");`,
    `MAILCHIMP_KEY='«${fake('hex', 32, 'b')}-us${fake('digits', 2, 'b')}»'`,
  ],
  good: [
    `const client = connect("${fake('hex', 6, 'c')}-us${fake('digits', 2, 'c')}");`,
    'MAILCHIMP_TOKEN=<your Mailchimp token>',
  ],
});
