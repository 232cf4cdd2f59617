import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/freshbooks',
  provider: 'FreshBooks',
  formats: [named({ name: 'FreshBooks token', names: ['freshbooks'], value: /[a-z0-9]{64}/ })],
  bad: [`FRESHBOOKS_API_KEY=«${fake('hex', 64)}»`, `const freshbooksToken = "«${fake('hex', 64, 'b')}»";`],
  good: [`FRESHBOOKS_API_KEY=\${FRESHBOOKS_VALUE}`, `const etag = "${fake('hex', 64, 'c')}"; // sent by FreshBooks`],
});
