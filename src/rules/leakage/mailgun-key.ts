import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mailgun-key',
  provider: 'Mailgun',
  revoke: 'under API security',
  formats: [
    token({ name: 'Mailgun private key', starts: 'key-', body: /[0-9a-f]{32}/ }),
    named({
      name: 'Mailgun API key',
      names: ['mailgun', 'mg_api'],
      value: /(?:pub)?(?:key-)?[0-9a-f]{32}(?:-[0-9a-f]{8}-[0-9a-f]{8})?/,
    }),
    named({ name: 'Mailgun signing key', names: ['mailgun'], value: /[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}/ }),
  ],
  bad: [
    `mailgun({ apiKey: "«key-${fake('hex', 32)}»" })`,
    `MAILGUN_API_KEY=«${fake('hex', 32)}-${fake('hex', 8)}-${fake('hex', 8, 'b')}»`,
  ],
  good: [
    'mailgun({ apiKey: process.env.MAILGUN_API_KEY })',
    `<li id="key-${'a'.repeat(32)}">`,
    'MAILGUN_DOMAIN=mg.example.com',
  ],
});
