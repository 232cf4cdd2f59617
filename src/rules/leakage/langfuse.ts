import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/langfuse',
  provider: 'Langfuse',
  formats: [
    token({
      name: 'Langfuse secret key',
      starts: 'sk-lf-',
      body: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
  ],
  bad: [`const client = connect("«sk-lf-${fakeUuid('a1')}»");`, `credential: '«sk-lf-${fakeUuid('b1')}»'`],
  good: [`token = "sk-lf-${'x'.repeat(40)}"`, `connect("sk-lf-${fake('hex', 8)}")`],
});
