import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/square',
  provider: 'Square',
  formats: [
    token({ name: 'Square access token', starts: ['EAAA', 'sq0atp-'], body: /[\w-]{22,60}/ }),
    token({ name: 'Square OAuth secret', starts: 'sq0csp-', body: /[^\s"'`<>]{43}/ }),
  ],
  bad: [
    `const client = connect("«EAAA${fake('base64url', 60)}»");`,
    `SQUARE_TOKEN=«sq0csp-${fake('base64url', 43, 'b')}»`,
  ],
  good: [
    `token = "EAAA${'x'.repeat(40)}"`,
    `connect("EAAA${fake('base64url', 12, 'c')}")`,
    `token = "sq0csp-${'x'.repeat(40)}"`,
    `connect("sq0csp-${fake('base64url', 8, 'c')}")`,
  ],
});
