import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/launchdarkly',
  provider: 'LaunchDarkly',
  formats: [
    token({
      name: 'LaunchDarkly API key',
      starts: 'api-',
      body: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
    token({
      name: 'LaunchDarkly SDK key',
      starts: 'sdk-',
      body: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
    named({ name: 'LaunchDarkly token', names: ['launchdarkly'], value: /[A-Za-z0-9=_-]{40}/ }),
  ],
  bad: [
    `const client = connect("«api-${fakeUuid('a1')}»");`,
    `LAUNCHDARKLY_TOKEN=«sdk-${fakeUuid('b1')}»`,
    `"launchdarkly_secret": "«${fake('base64url', 40, 'c')}»"`,
  ],
  good: [
    `token = "api-${'x'.repeat(40)}"`,
    `connect("api-${fake('hex', 8)}")`,
    `token = "sdk-${'x'.repeat(40)}"`,
    `connect("sdk-${fake('hex', 8)}")`,
  ],
});
