import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/codecov',
  provider: 'Codecov',
  formats: [named({ name: 'Codecov token', names: ['codecov'], value: /[a-z0-9]{32}/ })],
  bad: [`CODECOV_API_KEY=«${fake('hex', 32)}»`, `const codecovToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`CODECOV_API_KEY=\${CODECOV_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Codecov`],
});
