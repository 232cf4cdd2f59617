import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/buildkite',
  provider: 'Buildkite',
  formats: [
    token({ name: 'Buildkite user token', starts: 'bkua_', body: /[0-9a-f]{40}/ }),
    token({ name: 'Buildkite agent token', starts: 'bkct_', body: /[\w-]{40,60}/ }),
  ],
  bad: [`const client = connect("«bkua_${fake('hex', 40)}»");`, `BUILDKITE_TOKEN=«bkct_${fake('base64url', 44, 'b')}»`],
  good: [
    `token = "bkua_${'x'.repeat(40)}"`,
    `connect("bkua_${fake('hex', 8, 'c')}")`,
    `token = "bkct_${'x'.repeat(40)}"`,
    `connect("bkct_${fake('base64url', 8, 'c')}")`,
  ],
});
