import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/rapidapi',
  provider: 'RapidAPI',
  formats: [named({ name: 'RapidAPI key', names: ['rapidapi'], value: /[A-Za-z0-9_-]{50}/ })],
  bad: [`RAPIDAPI=«${fake('base36', 50)}»`, `const rapidapiToken = "«${fake('base36', 50, 'b')}»";`],
  good: [`RAPIDAPI=\${RAPIDAPI_VALUE}`, `const etag = "${fake('base36', 50, 'c')}"; // sent by RapidAPI`],
});
