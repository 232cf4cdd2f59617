import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/algolia',
  provider: 'Algolia',
  revoke: 'in the dashboard under API keys',
  formats: [named({ name: 'Algolia key', names: ['algolia'], value: /[a-z0-9]{32}/ })],
  bad: [`ALGOLIA_API_KEY=«${fake('hex', 32)}»`, `const algoliaToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`ALGOLIA_API_KEY=\${ALGOLIA_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Algolia`],
});
