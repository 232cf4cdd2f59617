import { credential } from '../../analyze/token/credential.ts';
import { marked } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

// Every key carries the marker: `OpenAI` in base 64.
const marker = 'T3BlbkFJ';

export default credential({
  id: 'leakage/openai-key',
  provider: 'OpenAI',
  revoke: 'on the API keys page',
  formats: [
    marked({
      name: 'OpenAI key',
      marker,
      expression: /sk-(?:(?:proj|svcacct|admin|service|None)-)?[A-Za-z0-9_-]{15,110}T3BlbkFJ[A-Za-z0-9_-]{15,110}/,
      reach: 120,
    }),
  ],
  bad: [
    `openai.api_key = "«sk-${fake('base62', 20)}${marker}${fake('base62', 20)}»"`,
    `OPENAI_API_KEY=«sk-proj-${fake('base64url', 74)}${marker}${fake('base64url', 74)}»`,
  ],
  good: [
    'const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });',
    `OPENAI_API_KEY=sk-${'x'.repeat(20)}${marker}${'x'.repeat(20)}`,
    `const marker = "${marker}";`,
  ],
});
