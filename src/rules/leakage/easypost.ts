import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/easypost',
  provider: 'EasyPost',
  formats: [
    token({ name: 'EasyPost key', starts: 'EZAK', body: /[A-Za-z0-9]{54}/ }),
    token({ name: 'EasyPost test key', starts: 'EZTK', body: /[A-Za-z0-9]{54}/, level: 'warning' }),
  ],
  bad: [`const client = connect("«EZAK${fake('base62', 54)}»");`, `EASYPOST_TOKEN=«EZTK${fake('base62', 54, 'b')}»`],
  good: [
    `token = "EZAK${'x'.repeat(40)}"`,
    `connect("EZAK${fake('base62', 10, 'c')}")`,
    `token = "EZTK${'x'.repeat(40)}"`,
    `connect("EZTK${fake('base62', 10, 'c')}")`,
  ],
});
