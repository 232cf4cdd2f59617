import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/fastly',
  provider: 'Fastly',
  formats: [named({ name: 'Fastly token', names: ['fastly'], value: /[A-Za-z0-9=_-]{32}/ })],
  bad: [`FASTLY_API_KEY=«${fake('base64url', 32)}»`, `const fastlyToken = "«${fake('base64url', 32, 'b')}»";`],
  good: [`FASTLY_API_KEY=\${FASTLY_VALUE}`, `const etag = "${fake('base64url', 32, 'c')}"; // sent by Fastly`],
});
