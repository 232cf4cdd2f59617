import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/twitch',
  provider: 'Twitch',
  formats: [named({ name: 'Twitch secret', names: ['twitch'], value: /[a-z0-9]{30}/ })],
  bad: [`TWITCH_API_KEY=«${fake('base36', 30)}»`, `const twitchToken = "«${fake('base36', 30, 'b')}»";`],
  good: [`TWITCH_API_KEY=\${TWITCH_VALUE}`, `const etag = "${fake('base36', 30, 'c')}"; // sent by Twitch`],
});
