import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/bittrex',
  provider: 'Bittrex',
  formats: [named({ name: 'Bittrex key', names: ['bittrex'], value: /[a-z0-9]{32}/ })],
  bad: [`BITTREX_API_KEY=«${fake('hex', 32)}»`, `const bittrexToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`BITTREX_API_KEY=\${BITTREX_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Bittrex`],
});
