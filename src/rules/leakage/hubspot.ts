import { credential } from '../../analyze/token/credential.ts';
import { namedUuid, token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/hubspot',
  provider: 'HubSpot',
  revoke: 'in the private app’s settings',
  formats: [
    token({
      name: 'HubSpot private app token',
      starts: ['pat-na1-', 'pat-na2-', 'pat-na3-', 'pat-eu1-', 'pat-ap1-'],
      body: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
    namedUuid({ name: 'HubSpot API key', names: ['hubspot'] }),
  ],
  bad: [`const client = connect("«pat-na1-${fakeUuid('a1')}»");`, `hubspotToken: "«${fakeUuid('b1')}»"`],
  good: [`token = "pat-na1-${'x'.repeat(40)}"`, `connect("pat-na1-${fake('hex', 8)}")`],
});
