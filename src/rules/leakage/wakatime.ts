import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/wakatime',
  provider: 'WakaTime',
  formats: [
    token({
      name: 'WakaTime key',
      starts: 'waka_',
      body: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
  ],
  bad: [`const client = connect("«waka_${fakeUuid('a1')}»");`, `credential: '«waka_${fakeUuid('b1')}»'`],
  good: [`token = "waka_${'x'.repeat(40)}"`, `connect("waka_${fake('hex', 8)}")`],
});
