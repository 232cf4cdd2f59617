import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/flickr',
  provider: 'Flickr',
  formats: [named({ name: 'Flickr key', names: ['flickr'], value: /[a-z0-9]{32}/ })],
  bad: [`FLICKR_API_KEY=«${fake('hex', 32)}»`, `const flickrToken = "«${fake('hex', 32, 'b')}»";`],
  good: [`FLICKR_API_KEY=\${FLICKR_VALUE}`, `const etag = "${fake('hex', 32, 'c')}"; // sent by Flickr`],
});
