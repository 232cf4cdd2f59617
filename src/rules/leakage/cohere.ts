import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/cohere',
  provider: 'Cohere',
  formats: [named({ name: 'Cohere key', names: ['cohere', 'co_api_key'], value: /[A-Za-z0-9]{40}/ })],
  bad: [`COHERE_API_KEY=«${fake('base62', 40)}»`, `const cohereToken = "«${fake('base62', 40, 'b')}»";`],
  good: [`COHERE_API_KEY=\${COHERE_VALUE}`, `const etag = "${fake('base62', 40, 'c')}"; // sent by Cohere`],
});
