import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/datadog-key',
  provider: 'Datadog',
  revoke: 'under Organization settings',
  formats: [
    named({ name: 'Datadog application key', names: ['datadog', 'dd_app', 'ddapp', 'dd-app'], value: /[a-z0-9]{40}/i }),
    named({ name: 'Datadog API key', names: ['datadog', 'dd_api', 'ddapi', 'dd-api'], value: /[0-9a-f]{32}/ }),
  ],
  bad: [`DD_API_KEY=«${fake('hex', 32)}»`, `datadog_app_key: "«${fake('hex', 40)}»"`],
  good: ['DD_API_KEY=${DD_API_KEY}', `dd_api_key: ${'0'.repeat(32)}`, 'DD_APP_VERSION=2.4.1'],
});
