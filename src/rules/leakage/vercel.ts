import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/vercel',
  provider: 'Vercel',
  formats: [
    token({ name: 'Vercel token', starts: ['vcp_', 'vck_', 'vci_', 'vca_', 'vcr_'], body: /[A-Za-z0-9]{24,60}/ }),
    token({ name: 'Vercel blob token', starts: 'vercel_blob_rw_', body: /[A-Za-z0-9]{16}_[A-Za-z0-9]{30}/ }),
  ],
  bad: [
    `const client = connect("«vcp_${fake('base62', 56)}»");`,
    `VERCEL_TOKEN=«vercel_blob_rw_${fake('base62', 16, 'b')}_${fake('base62', 30, 'b')}»`,
  ],
  good: [
    `token = "vcp_${'x'.repeat(40)}"`,
    `connect("vcp_${fake('base62', 11, 'c')}")`,
    `token = "vercel_blob_rw_${'x'.repeat(40)}"`,
    `connect("vercel_blob_rw_${fake('base62', 3, 'c')}_${fake('base62', 30, 'c')}")`,
  ],
});
