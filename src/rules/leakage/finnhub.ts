import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/finnhub',
  provider: 'Finnhub',
  formats: [named({ name: 'Finnhub key', names: ['finnhub'], value: /[a-z0-9]{20}/ })],
  bad: [`FINNHUB_API_KEY=«${fake('base36', 20)}»`, `const finnhubToken = "«${fake('base36', 20, 'b')}»";`],
  good: [`FINNHUB_API_KEY=\${FINNHUB_VALUE}`, `const etag = "${fake('base36', 20, 'c')}"; // sent by Finnhub`],
});
