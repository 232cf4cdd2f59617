import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/wandb',
  provider: 'Weights & Biases',
  formats: [
    token({ name: 'Weights & Biases key', starts: 'wandb_v1_', body: /[\w-]{60,90}/ }),
    named({ name: 'Weights & Biases key', names: ['wandb'], value: /[0-9a-f]{40}/ }),
  ],
  bad: [`const client = connect("«wandb_v1_${fake('base62', 77)}»");`, `wandbToken: "«${fake('hex', 40, 'b')}»"`],
  good: [`token = "wandb_v1_${'x'.repeat(40)}"`, `connect("wandb_v1_${fake('base62', 15, 'c')}")`],
});
