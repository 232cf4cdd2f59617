import { credential } from '../../analyze/token/credential.ts';
import { namedUuid, token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/heroku',
  provider: 'Heroku',
  revoke: 'with `heroku authorizations:revoke`',
  formats: [
    token({ name: 'Heroku API key', starts: 'HRKU-', body: /AA[0-9A-Za-z_-]{58}/ }),
    namedUuid({ name: 'Heroku API key', names: ['heroku'] }),
  ],
  bad: [`const client = connect("«HRKU-AA${fake('base64url', 58)}»");`, `herokuToken: "«${fakeUuid('b1')}»"`],
  good: [`token = "HRKU-${'x'.repeat(40)}"`, `connect("HRKU-AA${fake('base64url', 11, 'c')}")`],
});
