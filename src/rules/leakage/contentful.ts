import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/contentful',
  provider: 'Contentful',
  formats: [
    token({ name: 'Contentful management token', starts: 'CFPAT-', body: /[\w-]{43}/ }),
    named({ name: 'Contentful delivery token', names: ['contentful'], value: /[A-Za-z0-9=_-]{43}/ }),
  ],
  bad: [
    `const client = connect("«CFPAT-${fake('base64url', 43)}»");`,
    `contentfulToken: "«${fake('base64url', 43, 'b')}»"`,
  ],
  good: [`token = "CFPAT-${'x'.repeat(40)}"`, `connect("CFPAT-${fake('base64url', 8, 'c')}")`],
});
