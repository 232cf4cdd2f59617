import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mattermost',
  provider: 'Mattermost',
  formats: [named({ name: 'Mattermost token', names: ['mattermost'], value: /[a-z0-9]{26}/ })],
  bad: [`MATTERMOST_API_KEY=«${fake('base36', 26)}»`, `const mattermostToken = "«${fake('base36', 26, 'b')}»";`],
  good: [`MATTERMOST_API_KEY=\${MATTERMOST_VALUE}`, `const etag = "${fake('base36', 26, 'c')}"; // sent by Mattermost`],
});
