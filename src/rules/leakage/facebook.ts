import { credential } from '../../analyze/token/credential.ts';
import { named, nearby, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/facebook',
  provider: 'Facebook',
  revoke: 'in the app dashboard',
  formats: [
    token({ name: 'Facebook page token', starts: ['EAAM', 'EAAC'], body: /[A-Za-z0-9]{100,300}/ }),
    named({ name: 'Facebook app secret', names: ['facebook', 'fb_app'], value: /[0-9a-f]{32}/ }),
    named({ name: 'Facebook app token', names: ['facebook'], value: /\d{15,16}[|%][0-9A-Za-z_-]{27,40}/ }),
    nearby({
      name: 'Facebook app token',
      keywords: ['facebook'],
      value: /\b\d{15,16}[|%][0-9A-Za-z_-]{27,40}(?![\w-])/,
      before: 120,
      after: 200,
    }),
  ],
  bad: [
    `const client = connect("«EAAM${fake('base62', 160)}»");`,
    `facebookToken: "«${fake('hex', 32, 'b')}»"`,
    `"facebook_secret": "«${fake('digits', 16, 'c')}|${fake('base64url', 27, 'c')}»"`,
    `facebook «${fake('digits', 16, 'y')}|${fake('base64url', 27, 'y')}»`,
  ],
  good: [`token = "EAAM${'x'.repeat(40)}"`, `connect("EAAM${fake('base62', 32, 'c')}")`],
});
