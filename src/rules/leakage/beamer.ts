import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/beamer',
  provider: 'Beamer',
  formats: [named({ name: 'Beamer key', names: ['beamer'], value: /b_[A-Za-z0-9=_-]{44}/ })],
  bad: [`BEAMER_API_KEY=«b_${fake('base64url', 44)}»`, `const beamerToken = "«b_${fake('base64url', 44, 'b')}»";`],
  good: [`BEAMER_API_KEY=\${BEAMER_VALUE}`, `const etag = "b_${fake('base64url', 44, 'c')}"; // sent by Beamer`],
});
