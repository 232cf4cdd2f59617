import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/brevo',
  provider: 'Brevo',
  revoke: 'under SMTP and API',
  formats: [
    token({ name: 'Brevo API key', starts: 'xkeysib-', body: /[0-9a-f]{64}-[A-Za-z0-9]{16}/ }),
    token({ name: 'Brevo SMTP key', starts: 'xsmtpsib-', body: /[0-9a-f]{64}-[A-Za-z0-9]{16}/ }),
  ],
  bad: [
    `const client = connect("«xkeysib-${fake('hex', 64)}-${fake('base62', 16)}»");`,
    `BREVO_TOKEN=«xsmtpsib-${fake('hex', 64, 'b')}-${fake('base62', 16, 'b')}»`,
  ],
  good: [
    `token = "xkeysib-${'x'.repeat(40)}"`,
    `connect("xkeysib-${fake('hex', 12, 'c')}-${fake('base62', 16, 'c')}")`,
    `token = "xsmtpsib-${'x'.repeat(40)}"`,
    `connect("xsmtpsib-${fake('hex', 12, 'c')}-${fake('base62', 16, 'c')}")`,
  ],
});
