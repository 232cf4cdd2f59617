import { credential } from '../../analyze/token/credential.ts';
import { namedUuid } from '../../analyze/token/format.ts';
import { fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/squarespace',
  provider: 'Squarespace',
  formats: [namedUuid({ name: 'Squarespace key', names: ['squarespace'] })],
  bad: [`SQUARESPACE_API_KEY=«${fakeUuid('a1')}»`, `const squarespaceToken = "«${fakeUuid('b1')}»";`],
  good: [`SQUARESPACE_API_KEY=\${SQUARESPACE_VALUE}`, `const etag = "${fakeUuid('c1')}"; // sent by Squarespace`],
});
