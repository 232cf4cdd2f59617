import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/slack-token',
  provider: 'Slack',
  revoke: 'with the `auth.revoke` method or in the app settings',
  formats: [
    token({ name: 'Slack bot token', starts: 'xoxb-', body: /\d{8,14}-[A-Za-z0-9-]{18,80}/ }),
    token({ name: 'Slack user token', starts: ['xoxp-', 'xoxe-'], body: /\d{10,13}-[A-Za-z0-9-]{24,180}/ }),
    token({
      name: 'Slack configuration token',
      starts: ['xoxe.xoxb-', 'xoxe.xoxp-', 'xoxe-'],
      body: /\d-[A-Za-z0-9]{130,180}/,
    }),
    token({
      name: 'Slack legacy token',
      starts: ['xoxo-', 'xoxs-', 'xoxp-'],
      body: /\d{1,14}-\d{1,14}-\d{1,14}-[A-Fa-f0-9]{8,64}/,
    }),
    // Team and user may be anybody's numbers; the secret is what stands last.
    token({
      name: 'Slack legacy workspace token',
      starts: ['xoxa-', 'xoxr-'],
      body: /(?:\d-)?(?:\d{9,14}-){1,3}[0-9a-f]{16,64}/,
      secret: /[0-9a-f]+$/,
    }),
    token({ name: 'Slack workspace token', starts: ['xoxa-', 'xoxr-'], body: /(?:\d-)?[0-9A-Za-z-]{8,120}/ }),
    token({ name: 'Slack app token', starts: 'xapp-', body: /\d-[A-Z0-9]{1,20}-\d{1,20}-[a-z0-9]{10,100}/i }),
    token({
      name: 'Slack webhook',
      starts: ['hooks.slack.com/services/', 'hooks.slack.com/workflows/', 'hooks.slack.com/triggers/'],
      body: /[A-Za-z0-9/+]{43,70}(?![/+])/,
      level: 'warning',
    }),
  ],
  bad: [
    `new WebClient("«xoxb-${fake('digits', 12)}-${fake('digits', 13)}-${fake('base62', 24)}»")`,
    `SLACK_APP_TOKEN=«xapp-1-A${fake('upper36', 10)}-${fake('digits', 13)}-${fake('hex', 64)}»`,
    `url: https://«hooks.slack.com/services/T${fake('upper36', 8)}/B${fake('upper36', 8)}/${fake('base62', 24)}»`,
  ],
  good: [
    'new WebClient(process.env.SLACK_TOKEN)  // xoxb-...',
    `SLACK_TOKEN=xoxb-${'1'.repeat(12)}-${'1'.repeat(12)}-${'x'.repeat(24)}`,
    'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  ],
});
