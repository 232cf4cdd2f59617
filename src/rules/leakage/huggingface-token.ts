import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

const mixedCase = (_token: string, body: string) =>
  /[a-z]/.test(body) && /[A-Z]/.test(body) ? 'unknown' : ('invalid' as const);

export default credential({
  id: 'leakage/huggingface-token',
  provider: 'Hugging Face',
  revoke: 'under Settings, Access tokens',
  formats: [
    token({ name: 'Hugging Face token', starts: 'hf_', body: /[A-Za-z]{34}/, check: mixedCase }),
    token({ name: 'Hugging Face organization token', starts: 'api_org_', body: /[A-Za-z]{34}/, check: mixedCase }),
  ],
  bad: [
    `login(token="«hf_${fake('lower', 17)}${fake('upper', 17)}»")`,
    `HF_TOKEN=«api_org_${fake('upper', 20)}${fake('lower', 14)}»`,
  ],
  good: [
    'login(token=os.environ["HF_TOKEN"])',
    `login(token="hf_${'x'.repeat(34)}")`,
    'hf_hub_download_with_progress_bar()',
  ],
});
