import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/trello',
  provider: 'Trello',
  formats: [
    token({ name: 'Trello token', starts: 'ATTA', body: /[0-9a-f]{64}[0-9A-F]{8}/ }),
    named({ name: 'Trello key', names: ['trello'], value: /[0-9a-zA-Z]{32}/ }),
  ],
  bad: [
    `const client = connect("«ATTA${fake('hex', 64)}${fake('hex', 8).toUpperCase()}»");`,
    `trelloToken: "«${fake('hex', 32, 'b')}»"`,
  ],
  good: [
    `token = "ATTA${'x'.repeat(40)}"`,
    `connect("ATTA${fake('hex', 12, 'c')}${fake('hex', 8, 'c').toUpperCase()}")`,
  ],
});
