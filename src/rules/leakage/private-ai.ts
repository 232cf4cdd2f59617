import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/private-ai',
  provider: 'Private AI',
  formats: [named({ name: 'Private AI key', names: ['privateai', 'private_ai', 'private-ai'], value: /[a-z0-9]{32}/ })],
  bad: [`PRIVATEAI_API_KEY=«${fake('hex', 32)}»`, `const privateaiToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`PRIVATEAI_API_KEY=\${PRIVATEAI_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Private AI`],
});
