import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/kraken',
  provider: 'Kraken',
  formats: [named({ name: 'Kraken key', names: ['kraken'], value: /[A-Za-z0-9/=_+-]{80,90}/ })],
  bad: [`KRAKEN_API_KEY=«${fake('base64', 86)}==»`, `const krakenToken = "«${fake('base64', 86, 'b')}==»";`],
  good: [`KRAKEN_API_KEY=\${KRAKEN_VALUE}`, `const etag = "${fake('base64', 86, 'c')}=="; // sent by Kraken`],
});
