import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sentry',
  provider: 'Sentry',
  revoke: 'under Auth tokens',
  formats: [
    token({ name: 'Sentry organization token', starts: 'sntrys_eyJ', body: /[A-Za-z0-9+/=_]{60,500}/ }),
    token({ name: 'Sentry user token', starts: 'sntryu_', body: /[0-9a-f]{64}/ }),
    named({ name: 'Sentry token', names: ['sentry'], value: /[0-9a-f]{64}/ }),
  ],
  bad: [
    `const client = connect("«sntrys_eyJ${fake('base64', 140)}»");`,
    `SENTRY_TOKEN=«sntryu_${fake('hex', 64, 'b')}»`,
    `"sentry_secret": "«${fake('hex', 64, 'c')}»"`,
  ],
  good: [
    `token = "sntrys_eyJ${'x'.repeat(40)}"`,
    `connect("sntrys_eyJ${fake('base64', 28, 'c')}")`,
    `token = "sntryu_${'x'.repeat(40)}"`,
    `connect("sntryu_${fake('hex', 12, 'c')}")`,
  ],
});
