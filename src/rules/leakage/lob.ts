import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/lob',
  provider: 'Lob',
  formats: [
    named({ name: 'Lob key', names: ['lob'], value: /(?:live|test)_[0-9a-f]{35}/ }),
    named({ name: 'Lob publishable key', names: ['lob'], value: /(?:live|test)_pub_[0-9a-f]{31}/, level: 'note' }),
  ],
  bad: [`LOB_API_KEY=«live_${fake('hex', 35)}»`, `lobToken: "«live_pub_${fake('hex', 31, 'b')}»"`],
  good: [`LOB_API_KEY=\${LOB_VALUE}`, `const etag = "live_${fake('hex', 35, 'c')}"; // sent by Lob`],
});
