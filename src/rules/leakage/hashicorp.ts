import { credential } from '../../analyze/token/credential.ts';
import { marked, named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/hashicorp',
  provider: 'HashiCorp',
  formats: [
    marked({
      name: 'Terraform Cloud token',
      marker: '.atlasv1.',
      expression: /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}/,
      reach: 15,
    }),
    token({ name: 'Vault service token', starts: 'hvs.', body: /[\w-]{90,120}/ }),
    token({ name: 'Vault batch token', starts: 'hvb.', body: /[\w-]{130,300}/ }),
    token({ name: 'Vault recovery token', starts: 'hvr.', body: /[\w-]{90,120}/ }),
    named({ name: 'Vault token', names: ['vault'], value: /s\.[A-Za-z0-9]{24}/ }),
  ],
  bad: [
    `const client = connect("«${fake('base62', 14)}.atlasv1.${fake('base64url', 67)}»");`,
    `HASHICORP_TOKEN=«hvs.${fake('base64url', 95, 'b')}»`,
    `credential: «hvb.${fake('base64url', 160, 'c')}»`,
    `curl -H "Authorization: Bearer «hvr.${fake('base64url', 95, 'd')}»" https://api.acme.dev`,
    `VAULT_API_KEY=«s.${fake('base62', 24, 'e')}»`,
  ],
  good: [
    `const client = connect("${fake('base62', 2, 'c')}.atlasv1.${fake('base64url', 67, 'c')}");`,
    'HASHICORP_TOKEN=<your HashiCorp token>',
    `token = "hvs.${'x'.repeat(40)}"`,
    `connect("hvs.${fake('base64url', 19, 'c')}")`,
  ],
});
