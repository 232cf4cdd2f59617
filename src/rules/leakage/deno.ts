import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/deno',
  provider: 'Deno Deploy',
  formats: [token({ name: 'Deno Deploy token', starts: ['ddp_', 'ddw_', 'ddo_'], body: /[A-Za-z0-9]{36}/ })],
  bad: [`const client = connect("«ddp_${fake('base62', 36)}»");`, `credential: '«ddp_${fake('base62', 36, 'b')}»'`],
  good: [`token = "ddp_${'x'.repeat(40)}"`, `connect("ddp_${fake('base62', 7, 'c')}")`],
});
