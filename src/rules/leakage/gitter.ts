import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/gitter',
  provider: 'Gitter',
  formats: [named({ name: 'Gitter token', names: ['gitter'], value: /[A-Za-z0-9_-]{40}/ })],
  bad: [`GITTER_API_KEY=«${fake('hex', 40)}»`, `const gitterToken = "«${fake('hex', 40, 'b')}»";`],
  good: [`GITTER_API_KEY=\${GITTER_VALUE}`, `const etag = "${fake('hex', 40, 'c')}"; // sent by Gitter`],
});
