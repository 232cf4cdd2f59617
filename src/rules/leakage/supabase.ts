import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/supabase',
  provider: 'Supabase',
  formats: [
    token({ name: 'Supabase access token', starts: 'sbp_', body: /[0-9a-f]{40}/ }),
    token({ name: 'Supabase secret key', starts: 'sb_secret_', body: /[\w-]{22}_[\w-]{8}/ }),
  ],
  bad: [
    `const client = connect("«sbp_${fake('hex', 40)}»");`,
    `SUPABASE_TOKEN=«sb_secret_${fake('base64url', 22, 'b')}_${fake('base62', 8, 'b')}»`,
  ],
  good: [
    `token = "sbp_${'x'.repeat(40)}"`,
    `connect("sbp_${fake('hex', 8, 'c')}")`,
    `token = "sb_secret_${'x'.repeat(40)}"`,
    `connect("sb_secret_${fake('base64url', 4, 'c')}_${fake('base62', 8, 'c')}")`,
  ],
});
