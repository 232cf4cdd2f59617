import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/zapier',
  provider: 'Zapier',
  formats: [
    token({
      name: 'Zapier webhook',
      starts: 'hooks.zapier.com/hooks/catch/',
      body: /\d{4,9}\/[a-z0-9]{5,10}/,
      level: 'warning',
    }),
  ],
  bad: [
    `const client = connect("«hooks.zapier.com/hooks/catch/${fake('digits', 7)}/${fake('base36', 7)}»");`,
    `credential: '«hooks.zapier.com/hooks/catch/${fake('digits', 7, 'b')}/${fake('base36', 7, 'b')}»'`,
  ],
  good: [
    `token = "hooks.zapier.com/hooks/catch/${'x'.repeat(40)}"`,
    `connect("hooks.zapier.com/hooks/catch/${fake('digits', 1, 'c')}/${fake('base36', 7, 'c')}")`,
  ],
});
