import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/nytimes',
  provider: 'New York Times',
  formats: [
    named({
      name: 'New York Times key',
      names: ['nytimes', 'new-york-times', 'newyorktimes'],
      value: /[A-Za-z0-9=_-]{32}/,
    }),
  ],
  bad: [`NYTIMES_API_KEY=«${fake('base64url', 32)}»`, `const nytimesToken = "«${fake('base64url', 32, 'b')}»";`],
  good: [
    `NYTIMES_API_KEY=\${NYTIMES_VALUE}`,
    `const etag = "${fake('base64url', 32, 'c')}"; // sent by New York Times`,
  ],
});
