import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sendgrid-key',
  provider: 'SendGrid',
  revoke: 'under Settings, API keys',
  formats: [
    token({ name: 'SendGrid API key', starts: 'SG.', body: /[\w-]{22}\.[\w-]{43}|[a-zA-Z0-9=_.-]{66}(?![=.-])/ }),
  ],
  bad: [
    `sgMail.setApiKey('«SG.${fake('base64url', 22)}.${fake('base64url', 43)}»')`,
    `SENDGRID_API_KEY=«SG.${fake('base62', 22)}.${fake('base62', 43)}»`,
  ],
  good: [
    'sgMail.setApiKey(process.env.SENDGRID_API_KEY)',
    `key: SG.${'x'.repeat(22)}.${'y'.repeat(43)}`,
    'import MSG.Queue.Item',
  ],
});
