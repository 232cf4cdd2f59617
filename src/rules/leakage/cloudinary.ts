import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/cloudinary',
  provider: 'Cloudinary',
  formats: [
    token({ name: 'Cloudinary URL with its secret', starts: 'cloudinary://', body: /\d{15}:[\w-]{27}(?=@)/ }),
    named({ name: 'Cloudinary secret', names: ['cloudinary'], value: /[\w-]{27}/ }),
  ],
  bad: [
    `const client = connect("«cloudinary://${fake('digits', 15)}:${fake('base64url', 27)}»@acme");`,
    `cloudinaryToken: "«${fake('base64url', 27, 'b')}»"`,
  ],
  good: [
    `token = "cloudinary://${'x'.repeat(40)}"`,
    `connect("cloudinary://${fake('digits', 3, 'c')}:${fake('base64url', 27, 'c')}")`,
  ],
});
