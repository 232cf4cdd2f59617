import { credential } from '../../analyze/token/credential.ts';
import { namedUuid, token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/scaleway',
  provider: 'Scaleway',
  formats: [
    token({ name: 'Scaleway access key', starts: 'SCW', body: /[A-Z0-9]{17}/, level: 'warning' }),
    namedUuid({ name: 'Scaleway secret key', names: ['scw_secret', 'scaleway'] }),
  ],
  bad: [`const client = connect("«SCW${fake('upper36', 17)}»");`, `SCW_SECRET_KEY=«${fakeUuid('b1')}»`],
  good: [`token = "SCW${'x'.repeat(40)}"`, `connect("SCW${fake('upper36', 3, 'c')}")`],
});
