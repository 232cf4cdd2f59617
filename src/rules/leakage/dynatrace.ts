import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/dynatrace',
  provider: 'Dynatrace',
  formats: [
    token({
      name: 'Dynatrace token',
      starts: ['dt0c01.', 'dt0s01.', 'dt0s02.'],
      body: /[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}/,
    }),
  ],
  bad: [
    `const client = connect("«dt0c01.${fake('upper36', 24)}.${fake('upper36', 64)}»");`,
    `credential: '«dt0c01.${fake('upper36', 24, 'b')}.${fake('upper36', 64, 'b')}»'`,
  ],
  good: [
    `token = "dt0c01.${'x'.repeat(40)}"`,
    `connect("dt0c01.${fake('upper36', 4, 'c')}.${fake('upper36', 64, 'c')}")`,
  ],
});
