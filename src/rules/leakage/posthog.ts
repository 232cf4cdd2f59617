import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/posthog',
  provider: 'PostHog',
  formats: [token({ name: 'PostHog personal key', starts: 'phx_', body: /[A-Za-z0-9_-]{43,48}/ })],
  bad: [`const client = connect("«phx_${fake('base62', 43)}»");`, `credential: '«phx_${fake('base62', 43, 'b')}»'`],
  good: [`token = "phx_${'x'.repeat(40)}"`, `connect("phx_${fake('base62', 8, 'c')}")`],
});
