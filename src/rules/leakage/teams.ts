import { credential } from '../../analyze/token/credential.ts';
import { marked } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/teams',
  provider: 'Microsoft Teams',
  formats: [
    marked({
      name: 'Teams webhook',
      marker: '.webhook.office.com/webhookb2/',
      expression:
        /[a-z0-9-]{2,40}\.webhook\.office\.com\/webhookb2\/[0-9a-z-]{36}@[0-9a-z-]{36}\/IncomingWebhook\/[0-9a-z]{32}\/[0-9a-z-]{36}/,
      reach: 45,
    }),
  ],
  bad: [
    `const client = connect("«acme.webhook.office.com/webhookb2/${fakeUuid('a1')}@${fakeUuid('a2')}/IncomingWebhook/${fake('hex', 32)}/${fakeUuid('a3')}»");`,
    `TEAMS_KEY='«acme.webhook.office.com/webhookb2/${fakeUuid('b1')}@${fakeUuid('b2')}/IncomingWebhook/${fake('hex', 32, 'b')}/${fakeUuid('b3')}»'`,
  ],
  good: [
    `const client = connect("acme.webhook.office.com/webhookb2/${fake('hex', 8)}@${fake('hex', 8)}/IncomingWebhook/${fake('hex', 6, 'c')}/${fake('hex', 8)}");`,
    'TEAMS_TOKEN=<your Microsoft Teams token>',
  ],
});
