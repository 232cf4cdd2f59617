import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/grafana',
  provider: 'Grafana',
  revoke: 'under Service accounts',
  formats: [
    token({ name: 'Grafana API key', starts: 'eyJrIjoi', body: /[A-Za-z0-9]{70,400}={0,3}/ }),
    token({ name: 'Grafana Cloud token', starts: 'glc_', body: /[A-Za-z0-9+/]{32,400}={0,3}/ }),
    token({ name: 'Grafana service account token', starts: 'glsa_', body: /[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}/ }),
  ],
  bad: [
    `const client = connect("«eyJrIjoi${fake('base62', 90)}»");`,
    `GRAFANA_TOKEN=«glc_${fake('base62', 80, 'b')}»`,
    `credential: «glsa_${fake('base62', 32, 'c')}_${fake('hex', 8, 'c')}»`,
  ],
  good: [
    `token = "eyJrIjoi${'x'.repeat(40)}"`,
    `connect("eyJrIjoi${fake('base62', 18, 'c')}")`,
    `token = "glc_${'x'.repeat(40)}"`,
    `connect("glc_${fake('base62', 16, 'c')}")`,
  ],
});
