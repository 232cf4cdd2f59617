import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/cloudflare',
  provider: 'Cloudflare',
  revoke: 'in the profile under API tokens',
  formats: [
    named({ name: 'Cloudflare global key', names: ['cloudflare', 'cf_api_key'], value: /[0-9a-f]{37}/ }),
    named({ name: 'Cloudflare API token', names: ['cloudflare', 'cf_api_token'], value: /[A-Za-z0-9_-]{40}/ }),
    token({ name: 'Cloudflare origin CA key', starts: 'v1.0-', body: /[0-9a-f]{24}-[0-9a-f]{146}/ }),
  ],
  bad: [
    `CLOUDFLARE_API_KEY=«${fake('hex', 37)}»`,
    `cloudflareToken: "«${fake('base64url', 40, 'b')}»"`,
    `credential: «v1.0-${fake('hex', 24, 'c')}-${fake('hex', 146, 'c')}»`,
  ],
  good: [`CLOUDFLARE_API_KEY=\${CLOUDFLARE_VALUE}`, `const etag = "${fake('hex', 37, 'c')}"; // sent by Cloudflare`],
});
