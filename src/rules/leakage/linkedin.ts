import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/linkedin',
  provider: 'LinkedIn',
  formats: [
    named({ name: 'LinkedIn client secret', names: ['linkedin', 'linked_in', 'linked-in'], value: /[A-Za-z0-9]{16}/ }),
    named({
      name: 'LinkedIn client id',
      names: ['linkedin', 'linked_in', 'linked-in'],
      value: /[a-z0-9]{14}/,
      level: 'note',
    }),
  ],
  bad: [`LINKEDIN_API_KEY=«${fake('base62', 16)}»`, `linkedinToken: "«${fake('base36', 14, 'b')}»"`],
  good: [`LINKEDIN_API_KEY=\${LINKEDIN_VALUE}`, `const etag = "${fake('base62', 16, 'c')}"; // sent by LinkedIn`],
});
