import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/circleci',
  provider: 'CircleCI',
  formats: [
    token({ name: 'CircleCI personal token', starts: 'CCIPAT_', body: /[A-Za-z0-9]{22}_[0-9a-f]{40}/ }),
    token({ name: 'CircleCI project token', starts: 'CCIPRJ_', body: /[A-Za-z0-9]{22}_[0-9a-f]{40}/ }),
    named({ name: 'CircleCI token', names: ['circleci', 'circle_token', 'circle-token'], value: /[0-9a-f]{40}/ }),
  ],
  bad: [
    `const client = connect("«CCIPAT_${fake('base62', 22)}_${fake('hex', 40)}»");`,
    `CIRCLECI_TOKEN=«CCIPRJ_${fake('base62', 22, 'b')}_${fake('hex', 40, 'b')}»`,
    `"circleci_secret": "«${fake('hex', 40, 'c')}»"`,
  ],
  good: [
    `token = "CCIPAT_${'x'.repeat(40)}"`,
    `connect("CCIPAT_${fake('base62', 4, 'c')}_${fake('hex', 40, 'c')}")`,
    `token = "CCIPRJ_${'x'.repeat(40)}"`,
    `connect("CCIPRJ_${fake('base62', 4, 'c')}_${fake('hex', 40, 'c')}")`,
  ],
});
