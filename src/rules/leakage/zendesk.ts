import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/zendesk',
  provider: 'Zendesk',
  formats: [named({ name: 'Zendesk key', names: ['zendesk'], value: /[A-Za-z0-9]{40}/ })],
  bad: [`ZENDESK_API_KEY=«${fake('base62', 40)}»`, `const zendeskToken = "«${fake('base62', 40, 'b')}»";`],
  good: [`ZENDESK_API_KEY=\${ZENDESK_VALUE}`, `const etag = "${fake('base62', 40, 'c')}"; // sent by Zendesk`],
});
