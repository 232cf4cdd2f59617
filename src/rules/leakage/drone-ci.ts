import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/drone-ci',
  provider: 'Drone CI',
  formats: [named({ name: 'Drone CI token', names: ['droneci', 'drone_token'], value: /[A-Za-z0-9]{32}/ })],
  bad: [`DRONECI_API_KEY=«${fake('base62', 32)}»`, `const droneciToken = "«${fake('base62', 32, 'b')}»";`],
  good: [`DRONECI_API_KEY=\${DRONECI_VALUE}`, `const etag = "${fake('base62', 32, 'c')}"; // sent by Drone CI`],
});
