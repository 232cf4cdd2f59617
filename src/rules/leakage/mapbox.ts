import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/mapbox',
  provider: 'Mapbox',
  formats: [
    token({ name: 'Mapbox secret token', starts: 'sk.eyJ', body: /[\w-]{60,120}\.[\w-]{22}/ }),
    named({
      name: 'Mapbox public token',
      names: ['mapbox'],
      value: /pk\.[A-Za-z0-9]{60}\.[A-Za-z0-9]{22}/,
      level: 'note',
    }),
  ],
  bad: [
    `const client = connect("«sk.eyJ${fake('base64url', 80)}.${fake('base64url', 22)}»");`,
    `mapboxToken: "«pk.${fake('base62', 60, 'b')}.${fake('base62', 22, 'b')}»"`,
  ],
  good: [
    `token = "sk.eyJ${'x'.repeat(40)}"`,
    `connect("sk.eyJ${fake('base64url', 16, 'c')}.${fake('base64url', 22, 'c')}")`,
  ],
});
