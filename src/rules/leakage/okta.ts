import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/okta',
  provider: 'Okta',
  formats: [named({ name: 'Okta token', names: ['okta'], value: /00[\w=-]{40}/ })],
  bad: [`OKTA_API_KEY=«00${fake('base64url', 40)}»`, `const oktaToken = "«00${fake('base64url', 40, 'b')}»";`],
  good: [`OKTA_API_KEY=\${OKTA_VALUE}`, `const etag = "00${fake('base64url', 40, 'c')}"; // sent by Okta`],
});
