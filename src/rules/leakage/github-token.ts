import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { endsWithCrc62 } from '../../lib/check-digit.ts';
import { fake } from '../../lib/fake.ts';
import { fakeCrc62 } from '../../lib/fake-token.ts';

const body = /[0-9A-Za-z]{36}/;
const check = (_token: string, rest: string) => endsWithCrc62(rest);

export default credential({
  id: 'leakage/github-token',
  provider: 'GitHub',
  revoke: 'under Settings, Developer settings',
  formats: [
    token({ name: 'GitHub personal access token', starts: 'ghp_', body, check }),
    token({ name: 'GitHub OAuth token', starts: 'gho_', body, check }),
    token({ name: 'GitHub app token', starts: ['ghu_', 'ghs_'], body, check }),
    token({ name: 'GitHub refresh token', starts: 'ghr_', body: /[0-9A-Za-z]{36,76}/ }),
    token({ name: 'GitHub fine-grained token', starts: 'github_pat_', body: /[0-9A-Za-z]{22}_[0-9A-Za-z]{59}/ }),
  ],
  bad: [
    `const token = "«ghp_${fakeCrc62(36)}»";`,
    `git clone https://x-access-token:«gho_${fakeCrc62(36, 'b')}»@github.com/acme/app`,
    `GITHUB_TOKEN=«github_pat_${fake('base62', 22)}_${fake('base62', 59)}»`,
    // The check digits do not match: told, one level lower.
    `token: «ghs_${fake('base62', 36)}»`,
    // Encoded, and in pieces.
    `data: «${Buffer.from(`token=ghp_${fakeCrc62(36, 'c')}`).toString('base64')}»`,
    `const token = "«ghp_${fakeCrc62(36, 'd').slice(0, 18)}" + "${fakeCrc62(36, 'd').slice(18)}»";`,
  ],
  good: [
    `const token = "ghp_${'x'.repeat(36)}";`,
    'const token = process.env.GITHUB_TOKEN;',
    `const digest = "ghp_${fake('hex', 64)}";`,
    `if (token.startsWith("ghp_")) kind = "personal";`,
  ],
});
