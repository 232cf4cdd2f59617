import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

const body = /[0-9a-f]{64}/;

export default credential({
  id: 'leakage/digitalocean-token',
  provider: 'DigitalOcean',
  revoke: 'in the control panel under API',
  formats: [
    token({ name: 'DigitalOcean access token', starts: 'dop_v1_', body }),
    token({ name: 'DigitalOcean OAuth token', starts: 'doo_v1_', body }),
    token({ name: 'DigitalOcean refresh token', starts: 'dor_v1_', body }),
  ],
  bad: [`doctl auth init -t «dop_v1_${fake('hex', 64)}»`, `DO_TOKEN="«doo_v1_${fake('hex', 64)}»"`],
  good: ['doctl auth init -t $DO_TOKEN', `DO_TOKEN="dop_v1_${'f'.repeat(64)}"`, `dop_v1_${fake('hex', 32)}`],
});
