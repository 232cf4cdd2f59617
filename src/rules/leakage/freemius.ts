import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/freemius',
  provider: 'Freemius',
  formats: [named({ name: 'Freemius secret key', names: ['secret_key'], value: /sk_\S{29}(?=["'])/ })],
  bad: [
    `$config = array('secret_key' => '«sk_${fake('base62', 29)}»');`,
    `"secret_key" => "«sk_${fake('base62', 29, 'b')}»"`,
  ],
  good: [`'secret_key' => 'sk_${fake('base62', 12)}'`, `'secret_key' => getenv('SECRET_KEY')`],
});
