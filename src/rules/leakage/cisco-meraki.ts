import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/cisco-meraki',
  provider: 'Cisco Meraki',
  formats: [named({ name: 'Meraki key', names: ['meraki'], value: /[0-9a-f]{40}/ })],
  bad: [`MERAKI_API_KEY=«${fake('hex', 40)}»`, `const merakiToken = "«${fake('hex', 40, 'b')}»";`],
  good: [`MERAKI_API_KEY=\${MERAKI_VALUE}`, `const etag = "${fake('hex', 40, 'c')}"; // sent by Cisco Meraki`],
});
