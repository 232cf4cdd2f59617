import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/alibaba',
  provider: 'Alibaba Cloud',
  revoke: 'in RAM',
  formats: [
    token({ name: 'Alibaba access key id', starts: 'LTAI', body: /[A-Za-z0-9]{12,20}/, level: 'warning' }),
    named({ name: 'Alibaba access key secret', names: ['alibaba', 'aliyun', 'alicloud'], value: /[A-Za-z0-9]{30}/ }),
  ],
  bad: [`const client = connect("«LTAI${fake('base62', 20)}»");`, `alibabaToken: "«${fake('base62', 30, 'b')}»"`],
  good: [`token = "LTAI${'x'.repeat(40)}"`, `connect("LTAI${fake('base62', 4, 'c')}")`],
});
