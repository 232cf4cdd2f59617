import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/baseten',
  provider: 'Baseten',
  formats: [named({ name: 'Baseten key', names: ['baseten'], value: /[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}/ })],
  bad: [
    `BASETEN_API_KEY=«${fake('base62', 8)}.${fake('base62', 32)}»`,
    `const basetenToken = "«${fake('base62', 8, 'b')}.${fake('base62', 32, 'b')}»";`,
  ],
  good: [
    `BASETEN_API_KEY=\${BASETEN_VALUE}`,
    `const etag = "${fake('base62', 8, 'c')}.${fake('base62', 32, 'c')}"; // sent by Baseten`,
  ],
});
