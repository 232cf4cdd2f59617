import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/atlassian',
  provider: 'Atlassian',
  revoke: 'in the account’s security settings',
  formats: [
    token({ name: 'Atlassian API token', starts: 'ATATT3', body: /[A-Za-z0-9_=-]{180,200}/ }),
    token({ name: 'Bitbucket repository token', starts: 'ATCTT3', body: /[A-Za-z0-9_=-]{180,200}/ }),
    token({ name: 'Bitbucket app password', starts: 'ATBB', body: /[A-Za-z0-9]{24}[0-9A-F]{8}/ }),
    named({
      name: 'Atlassian API token',
      names: ['atlassian', 'confluence', 'jira'],
      value: /[A-Za-z0-9]{20}[A-Za-f0-9]{4}/,
    }),
  ],
  bad: [
    `const client = connect("«ATATT3${fake('base64url', 178)}=${fake('upper36', 8)}»");`,
    `ATLASSIAN_TOKEN=«ATCTT3${fake('base64url', 178, 'b')}=${fake('upper36', 8, 'b')}»`,
    `credential: «ATBB${fake('base62', 24, 'c')}${fake('hex', 8, 'c').toUpperCase()}»`,
    `const atlassianApiKey = '«${fake('base62', 20, 'd')}${fake('hex', 4, 'd')}»';`,
  ],
  good: [
    `token = "ATATT3${'x'.repeat(40)}"`,
    `connect("ATATT3${fake('base64url', 35, 'c')}=${fake('upper36', 8, 'c')}")`,
    `token = "ATCTT3${'x'.repeat(40)}"`,
    `connect("ATCTT3${fake('base64url', 35, 'c')}=${fake('upper36', 8, 'c')}")`,
  ],
});
