import { credential } from '../../analyze/token/credential.ts';
import { named, nearby } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/twilio-key',
  provider: 'Twilio',
  revoke: 'in the console under API keys and tokens',
  formats: [
    nearby({
      name: 'Twilio API key',
      keywords: ['twilio'],
      value: /(?<![A-Za-z0-9_])SK[0-9a-fA-F]{32}(?![A-Za-z0-9_])/,
      before: 200,
      after: 300,
    }),
    named({
      name: 'Twilio auth token',
      names: ['twilio', 'auth_token', 'authtoken'],
      value: /[0-9a-f]{32}/,
      needs: /twilio|\bAC[0-9a-f]{32}\b/i,
    }),
  ],
  bad: [`twilio = Client("«SK${fake('hex', 32)}»", secret)`, `TWILIO_AUTH_TOKEN=«${fake('hex', 32)}»`],
  good: [
    'TWILIO_AUTH_TOKEN=${TWILIO_AUTH_TOKEN}',
    `const etag = "${fake('hex', 32)}"; // as twilio names it`,
    `twilio = Client("SK${'0'.repeat(32)}")`,
  ],
});
