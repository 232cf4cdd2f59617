import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/rubygems',
  provider: 'RubyGems',
  revoke: 'in the account settings',
  formats: [token({ name: 'RubyGems key', starts: 'rubygems_', body: /[0-9a-f]{48}/ })],
  bad: [`const client = connect("«rubygems_${fake('hex', 48)}»");`, `credential: '«rubygems_${fake('hex', 48, 'b')}»'`],
  good: [`token = "rubygems_${'x'.repeat(40)}"`, `connect("rubygems_${fake('hex', 9, 'c')}")`],
});
