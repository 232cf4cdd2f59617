import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/adafruit',
  provider: 'Adafruit',
  formats: [
    token({ name: 'Adafruit IO key', starts: 'aio_', body: /[A-Za-z]{4}\d{2}[A-Za-z0-9]{22}/ }),
    named({ name: 'Adafruit key', names: ['adafruit'], value: /[a-z0-9_-]{32}/ }),
  ],
  bad: [
    `const client = connect("«aio_${fake('lower', 4)}${fake('digits', 2)}${fake('base62', 22)}»");`,
    `adafruitToken: "«${fake('hex', 32, 'b')}»"`,
  ],
  good: [
    `token = "aio_${'x'.repeat(40)}"`,
    `connect("aio_${fake('lower', 1, 'c')}${fake('digits', 2, 'c')}${fake('base62', 22, 'c')}")`,
  ],
});
