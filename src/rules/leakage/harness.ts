import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/harness',
  provider: 'Harness',
  formats: [
    token({
      name: 'Harness token',
      starts: ['pat.', 'sat.'],
      body: /[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}/,
    }),
  ],
  bad: [
    `const client = connect("«pat.${fake('base62', 22)}.${fake('hex', 24)}.${fake('base62', 20)}»");`,
    `credential: '«pat.${fake('base62', 22, 'b')}.${fake('hex', 24, 'b')}.${fake('base62', 20, 'b')}»'`,
  ],
  good: [
    `token = "pat.${'x'.repeat(40)}"`,
    `connect("pat.${fake('base62', 4, 'c')}.${fake('hex', 24, 'c')}.${fake('base62', 20, 'c')}")`,
  ],
});
