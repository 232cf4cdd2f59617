import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/netlify',
  provider: 'Netlify',
  formats: [
    token({ name: 'Netlify token', starts: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'], body: /[A-Za-z0-9]{36}/ }),
    named({ name: 'Netlify token', names: ['netlify'], value: /[A-Za-z0-9=_-]{40,46}/ }),
  ],
  bad: [`const client = connect("«nfp_${fake('base62', 36)}»");`, `netlifyToken: "«${fake('base64url', 43, 'b')}»"`],
  good: [`token = "nfp_${'x'.repeat(40)}"`, `connect("nfp_${fake('base62', 7, 'c')}")`],
});
