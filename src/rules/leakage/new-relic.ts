import { credential } from '../../analyze/token/credential.ts';
import { marked, named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/new-relic',
  provider: 'New Relic',
  formats: [
    token({ name: 'New Relic user key', starts: 'NRAK-', body: /[A-Z0-9]{27}/ }),
    token({ name: 'New Relic insert key', starts: 'NRII-', body: /[A-Za-z0-9_-]{32}/ }),
    token({ name: 'New Relic query key', starts: 'NRIQ-', body: /[A-Za-z0-9_-]{32}/ }),
    token({ name: 'New Relic admin key', starts: 'NRAA-', body: /[0-9a-f]{27}/ }),
    token({ name: 'New Relic browser key', starts: 'NRJS-', body: /[0-9a-f]{19}/, level: 'warning' }),
    named({ name: 'New Relic user key', names: ['new-relic', 'newrelic', 'new_relic'], value: /NRAK-[A-Za-z0-9]{27}/ }),
    named({ name: 'New Relic key', names: ['new-relic', 'newrelic', 'new_relic'], value: /[A-Za-z0-9]{64}/ }),
    marked({ name: 'New Relic license key', marker: 'NRAL', expression: /[0-9a-f]{36}NRAL/, reach: 36 }),
  ],
  bad: [
    `const client = connect("«NRAK-${fake('upper36', 27)}»");`,
    `NEW_RELIC_TOKEN=«NRII-${fake('base64url', 32, 'b')}»`,
    `credential: «NRIQ-${fake('base64url', 32, 'c')}»`,
    `curl -H "Authorization: Bearer «NRAA-${fake('hex', 27, 'd')}»" https://api.acme.dev`,
    `const client = connect("«NRJS-${fake('hex', 19, 'e')}»");`,
    `newrelicToken: "«NRAK-${fake('base36', 27, 'f')}»"`,
    `"new-relic_secret": "«${fake('base62', 64, 'g')}»"`,
    `NEW_RELIC_TOKEN=«${fake('hex', 36, 'h')}NRAL»`,
  ],
  good: [
    `token = "NRAK-${'x'.repeat(40)}"`,
    `connect("NRAK-${fake('upper36', 5, 'c')}")`,
    `token = "NRII-${'x'.repeat(40)}"`,
    `connect("NRII-${fake('base64url', 6, 'c')}")`,
  ],
});
