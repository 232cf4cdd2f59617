import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/doppler',
  provider: 'Doppler',
  formats: [
    token({ name: 'Doppler personal token', starts: 'dp.pt.', body: /[A-Za-z0-9]{40,44}/ }),
    token({ name: 'Doppler CLI token', starts: 'dp.ct.', body: /[A-Za-z0-9]{40,44}/ }),
    token({ name: 'Doppler service token', starts: 'dp.st.', body: /(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/ }),
    token({ name: 'Doppler service account token', starts: 'dp.sa.', body: /[A-Za-z0-9]{40,44}/ }),
    token({ name: 'Doppler SCIM token', starts: 'dp.scim.', body: /[A-Za-z0-9]{40,44}/ }),
    token({ name: 'Doppler audit token', starts: 'dp.audit.', body: /[A-Za-z0-9]{40,44}/ }),
  ],
  bad: [
    `const client = connect("«dp.pt.${fake('base62', 43)}»");`,
    `DOPPLER_TOKEN=«dp.ct.${fake('base62', 43, 'b')}»`,
    `credential: «dp.st.dev.${fake('base62', 43, 'c')}»`,
    `curl -H "Authorization: Bearer «dp.sa.${fake('base62', 43, 'd')}»" https://api.acme.dev`,
    `const client = connect("«dp.scim.${fake('base62', 43, 'e')}»");`,
    `DOPPLER_TOKEN=«dp.audit.${fake('base62', 43, 'f')}»`,
  ],
  good: [
    `token = "dp.pt.${'x'.repeat(40)}"`,
    `connect("dp.pt.${fake('base62', 8, 'c')}")`,
    `token = "dp.ct.${'x'.repeat(40)}"`,
    `connect("dp.ct.${fake('base62', 8, 'c')}")`,
  ],
});
