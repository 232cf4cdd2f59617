import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/anthropic-key',
  provider: 'Anthropic',
  revoke: 'in the console under API keys',
  formats: [
    token({ name: 'Anthropic API key', starts: 'sk-ant-api03-', body: /[\w-]{93}AA/ }),
    token({ name: 'Anthropic admin key', starts: 'sk-ant-admin01-', body: /[\w-]{93}AA/ }),
    token({ name: 'Anthropic OAuth token', starts: ['sk-ant-oat01-', 'sk-ant-ort01-'], body: /[\w-]{80,110}/ }),
  ],
  bad: [
    `new Anthropic({ apiKey: "«sk-ant-api03-${fake('base64url', 93)}AA»" })`,
    `export ANTHROPIC_API_KEY=«sk-ant-admin01-${fake('base64url', 93)}AA»`,
  ],
  good: [
    'export ANTHROPIC_API_KEY=sk-ant-api03-...',
    `key: sk-ant-api03-${'x'.repeat(93)}AA`,
    `key: sk-ant-api03-${fake('base64url', 40)}`,
  ],
});
