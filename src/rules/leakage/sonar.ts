import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sonar',
  provider: 'SonarQube',
  revoke: 'under Security',
  formats: [
    token({ name: 'SonarQube token', starts: ['squ_', 'sqp_', 'sqa_'], body: /[0-9a-zA-Z=_-]{40}/ }),
    named({ name: 'SonarQube token', names: ['sonar'], value: /(?:sq[upa]_)?[A-Za-z0-9=_-]{40}/ }),
  ],
  bad: [`const client = connect("«squ_${fake('hex', 40)}»");`, `sonarToken: "«${fake('hex', 40, 'b')}»"`],
  good: [`token = "squ_${'x'.repeat(40)}"`, `connect("squ_${fake('hex', 8, 'c')}")`],
});
