import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/yandex',
  provider: 'Yandex',
  formats: [
    named({
      name: 'Yandex IAM token',
      names: ['yandex'],
      value: /t1\.[A-Za-z0-9_-]{1,300}={0,2}\.[A-Za-z0-9_-]{86}={0,2}/,
    }),
    named({ name: 'Yandex API key', names: ['yandex'], value: /AQVN[A-Za-z0-9_-]{35,38}/ }),
    named({ name: 'Yandex static key', names: ['yandex'], value: /YC[A-Za-z0-9_-]{38}/ }),
  ],
  bad: [
    `YANDEX_API_KEY=«t1.${fake('base64url', 40)}.${fake('base64url', 86)}»`,
    `yandexToken: "«AQVN${fake('base64url', 36, 'b')}»"`,
    `"yandex_secret": "«YC${fake('base64url', 38, 'c')}»"`,
  ],
  good: [
    `YANDEX_API_KEY=\${YANDEX_VALUE}`,
    `const etag = "t1.${fake('base64url', 40, 'c')}.${fake('base64url', 86, 'c')}"; // sent by Yandex`,
  ],
});
