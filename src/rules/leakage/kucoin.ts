import { credential } from '../../analyze/token/credential.ts';
import { named, namedUuid } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/kucoin',
  provider: 'KuCoin',
  formats: [
    named({ name: 'KuCoin key', names: ['kucoin'], value: /[0-9a-f]{24}/ }),
    namedUuid({ name: 'KuCoin secret', names: ['kucoin'] }),
  ],
  bad: [`KUCOIN_API_KEY=«${fake('hex', 24)}»`, `kucoinToken: "«${fakeUuid('b1')}»"`],
  good: [`KUCOIN_API_KEY=\${KUCOIN_VALUE}`, `const etag = "${fake('hex', 24, 'c')}"; // sent by KuCoin`],
});
