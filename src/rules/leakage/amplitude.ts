import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/amplitude',
  provider: 'Amplitude',
  formats: [named({ name: 'Amplitude key', names: ['amplitude'], value: /[0-9a-f]{32}/ })],
  bad: [`AMPLITUDE_API_KEY=«${fake('hex', 32)}»`, `const amplitudeToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`AMPLITUDE_API_KEY=\${AMPLITUDE_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Amplitude`],
});
