import { credential } from '../../analyze/token/credential.ts';
import { marked } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/maxmind',
  provider: 'MaxMind',
  formats: [
    marked({
      name: 'MaxMind license key',
      marker: '_mmk',
      expression: /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/,
      reach: 40,
    }),
  ],
  bad: [
    `const client = connect("«${fake('base62', 6)}_${fake('base62', 29)}_mmk»");`,
    `MAXMIND_KEY='«${fake('base62', 6, 'b')}_${fake('base62', 29, 'b')}_mmk»'`,
  ],
  good: [
    `const client = connect("${fake('base62', 1, 'c')}_${fake('base62', 29, 'c')}_mmk");`,
    'MAXMIND_TOKEN=<your MaxMind token>',
  ],
});
