import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/volcengine',
  provider: 'Volcengine',
  formats: [
    token({ name: 'Volcengine access key id', starts: 'AKLT', body: /[A-Za-z0-9]{40,48}={0,2}/, level: 'warning' }),
  ],
  bad: [`const client = connect("«AKLT${fake('base62', 44)}»");`, `credential: '«AKLT${fake('base62', 44, 'b')}»'`],
  good: [`token = "AKLT${'x'.repeat(40)}"`, `connect("AKLT${fake('base62', 8, 'c')}")`],
});
