import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/auth0',
  provider: 'Auth0',
  revoke: 'in the application’s settings',
  formats: [named({ name: 'Auth0 client secret', names: ['auth0'], value: /[\w-]{48,64}/ })],
  bad: [`AUTH0_API_KEY=«${fake('base64url', 64)}»`, `const auth0Token = "«${fake('base64url', 64, 'b')}»";`],
  good: [`AUTH0_API_KEY=\${AUTH0_VALUE}`, `const etag = "${fake('base64url', 64, 'c')}"; // sent by Auth0`],
});
