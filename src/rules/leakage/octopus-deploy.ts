import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/octopus-deploy',
  provider: 'Octopus Deploy',
  formats: [token({ name: 'Octopus Deploy key', starts: 'API-', body: /(?<!\/API-)[A-Z0-9]{26,32}/ })],
  bad: [`const client = connect("«API-${fake('upper36', 26)}»");`, `credential: '«API-${fake('upper36', 26, 'b')}»'`],
  good: [`token = "API-${'x'.repeat(40)}"`, `connect("API-${fake('upper36', 5, 'c')}")`],
});
