import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/intercom',
  provider: 'Intercom',
  formats: [named({ name: 'Intercom key', names: ['intercom'], value: /[A-Za-z0-9=_-]{60}/ })],
  bad: [`INTERCOM_API_KEY=«${fake('base64url', 59)}=»`, `const intercomToken = "«${fake('base64url', 59, 'b')}=»";`],
  good: [`INTERCOM_API_KEY=\${INTERCOM_VALUE}`, `const etag = "${fake('base64url', 59, 'c')}="; // sent by Intercom`],
});
