import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/elevenlabs',
  provider: 'ElevenLabs',
  formats: [token({ name: 'ElevenLabs key', starts: 'sk_', body: /[0-9a-f]{48}/ })],
  bad: [`const client = connect("«sk_${fake('hex', 48)}»");`, `credential: '«sk_${fake('hex', 48, 'b')}»'`],
  good: [`token = "sk_${'x'.repeat(40)}"`, `connect("sk_${fake('hex', 9, 'c')}")`],
});
