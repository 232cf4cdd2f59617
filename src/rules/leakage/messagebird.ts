import { credential } from '../../analyze/token/credential.ts';
import { named, namedUuid } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/messagebird',
  provider: 'MessageBird',
  formats: [
    named({
      name: 'MessageBird key',
      names: ['messagebird', 'message-bird', 'message_bird'],
      value: /[A-Za-z0-9]{25}/,
    }),
    namedUuid({ name: 'MessageBird client id', names: ['messagebird', 'message-bird', 'message_bird'] }),
  ],
  bad: [`MESSAGEBIRD_API_KEY=«${fake('base62', 25)}»`, `messagebirdToken: "«${fakeUuid('b1')}»"`],
  good: [
    `MESSAGEBIRD_API_KEY=\${MESSAGEBIRD_VALUE}`,
    `const etag = "${fake('base62', 25, 'c')}"; // sent by MessageBird`,
  ],
});
