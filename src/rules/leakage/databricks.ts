import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/databricks',
  provider: 'Databricks',
  revoke: 'in the user settings',
  formats: [
    token({ name: 'Databricks token', starts: 'dapi', body: /[0-9a-f]{32}(?:-\d)?/ }),
    token({ name: 'Databricks OAuth secret', starts: 'dose', body: /[0-9a-f]{32}/ }),
  ],
  bad: [`const client = connect("«dapi${fake('hex', 32)}»");`, `DATABRICKS_TOKEN=«dose${fake('hex', 32, 'b')}»`],
  good: [
    `token = "dapi${'x'.repeat(40)}"`,
    `connect("dapi${fake('hex', 6, 'c')}")`,
    `token = "dose${'x'.repeat(40)}"`,
    `connect("dose${fake('hex', 6, 'c')}")`,
  ],
});
