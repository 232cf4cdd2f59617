import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/plaid',
  provider: 'Plaid',
  formats: [
    named({ name: 'Plaid secret', names: ['plaid'], value: /[a-z0-9]{30}/ }),
    named({ name: 'Plaid client id', names: ['plaid'], value: /[a-z0-9]{24}/ }),
    named({
      name: 'Plaid access token',
      names: ['plaid'],
      value: /access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
  ],
  bad: [
    `PLAID_API_KEY=«${fake('hex', 30)}»`,
    `plaidToken: "«${fake('hex', 24, 'b')}»"`,
    `"plaid_secret": "«access-production-${fakeUuid('c1')}»"`,
  ],
  good: [`PLAID_API_KEY=\${PLAID_VALUE}`, `const etag = "${fake('hex', 30, 'c')}"; // sent by Plaid`],
});
