import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/asana',
  provider: 'Asana',
  revoke: 'in the developer console',
  formats: [
    named({ name: 'Asana personal access token', names: ['asana'], value: /\d\/\d{16}(?:\/\d{16})?:[0-9a-f]{32}/ }),
    named({ name: 'Asana client secret', names: ['asana'], value: /[a-z0-9]{32}/ }),
    named({ name: 'Asana client id', names: ['asana'], value: /\d{16}/, level: 'note' }),
  ],
  bad: [
    `ASANA_API_KEY=«1/${fake('digits', 16)}:${fake('hex', 32)}»`,
    `asanaToken: "«${fake('base36', 32, 'b')}»"`,
    `"asana_secret": "«${fake('digits', 16, 'c')}»"`,
  ],
  good: [
    `ASANA_API_KEY=\${ASANA_VALUE}`,
    `const etag = "1/${fake('digits', 16, 'c')}:${fake('hex', 32, 'c')}"; // sent by Asana`,
  ],
});
