import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/etsy',
  provider: 'Etsy',
  formats: [named({ name: 'Etsy key', names: ['etsy'], value: /[a-z0-9]{24}/ })],
  bad: [`ETSY_API_KEY=«${fake('base36', 24)}»`, `const etsyToken = "«${fake('base36', 24, 'b')}»";`],
  good: [`ETSY_API_KEY=\${ETSY_VALUE}`, `const etag = "${fake('base36', 24, 'c')}"; // sent by Etsy`],
});
