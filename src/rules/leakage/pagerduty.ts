import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/pagerduty',
  provider: 'PagerDuty',
  formats: [
    named({ name: 'PagerDuty key', names: ['pagerduty', 'pager_duty', 'pd_api'], value: /[A-Za-z0-9+_-]{20}/ }),
  ],
  bad: [`PAGERDUTY_API_KEY=«${fake('base62', 20)}»`, `const pagerdutyToken = "«${fake('base62', 20, 'b')}»";`],
  good: [`PAGERDUTY_API_KEY=\${PAGERDUTY_VALUE}`, `const etag = "${fake('base62', 20, 'c')}"; // sent by PagerDuty`],
});
