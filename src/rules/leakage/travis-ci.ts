import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/travis-ci',
  provider: 'Travis CI',
  formats: [named({ name: 'Travis CI token', names: ['travis'], value: /[A-Za-z0-9_-]{22}/ })],
  bad: [`TRAVIS_API_KEY=«${fake('base62', 22)}»`, `const travisToken = "«${fake('base62', 22, 'b')}»";`],
  good: [`TRAVIS_API_KEY=\${TRAVIS_VALUE}`, `const etag = "${fake('base62', 22, 'c')}"; // sent by Travis CI`],
});
