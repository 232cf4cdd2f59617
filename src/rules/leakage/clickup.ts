import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/clickup',
  provider: 'ClickUp',
  formats: [token({ name: 'ClickUp token', starts: 'pk_', body: /\d{6,9}_[A-Z0-9]{32}/ })],
  bad: [
    `const client = connect("«pk_${fake('digits', 8)}_${fake('upper36', 32)}»");`,
    `credential: '«pk_${fake('digits', 8, 'b')}_${fake('upper36', 32, 'b')}»'`,
  ],
  good: [`token = "pk_${'x'.repeat(40)}"`, `connect("pk_${fake('digits', 1, 'c')}_${fake('upper36', 32, 'c')}")`],
});
