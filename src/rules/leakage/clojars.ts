import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/clojars',
  provider: 'Clojars',
  formats: [token({ name: 'Clojars deploy token', starts: ['CLOJARS_', 'clojars_'], body: /[A-Za-z0-9]{60}/ })],
  bad: [
    `const client = connect("«CLOJARS_${fake('base36', 60)}»");`,
    `credential: '«CLOJARS_${fake('base36', 60, 'b')}»'`,
  ],
  good: [`token = "CLOJARS_${'x'.repeat(40)}"`, `connect("CLOJARS_${fake('base36', 12, 'c')}")`],
});
