import { credential } from '../../analyze/token/credential.ts';
import { namedUuid, token } from '../../analyze/token/format.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/snyk',
  provider: 'Snyk',
  formats: [
    token({
      name: 'Snyk service token',
      starts: ['snyk_uat.', 'snyk_sat.'],
      body: /[0-9a-f]{8}\.[\w-]{60,200}\.[\w-]{20,100}/,
    }),
    namedUuid({ name: 'Snyk token', names: ['snyk'] }),
  ],
  bad: [
    `const client = connect("«snyk_uat.${fake('hex', 8)}.${fake('base64url', 80)}.${fake('base64url', 40)}»");`,
    `snykToken: "«${fakeUuid('b1')}»"`,
  ],
  good: [
    `token = "snyk_uat.${'x'.repeat(40)}"`,
    `connect("snyk_uat.${fake('hex', 1, 'c')}.${fake('base64url', 80, 'c')}.${fake('base64url', 40, 'c')}")`,
  ],
});
