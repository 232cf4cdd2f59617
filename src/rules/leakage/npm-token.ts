import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { endsWithCrc62 } from '../../lib/check-digit.ts';
import { fake } from '../../lib/fake.ts';
import { fakeCrc62 } from '../../lib/fake-token.ts';

export default credential({
  id: 'leakage/npm-token',
  provider: 'npm',
  revoke: 'with `npm token revoke`',
  formats: [
    token({
      name: 'npm access token',
      starts: 'npm_',
      body: /[0-9A-Za-z]{36}/,
      check: (_token, body) => endsWithCrc62(body),
    }),
    named({
      name: 'npm registry password',
      names: [':_authtoken', ':_password', ':_auth'],
      value: /[A-Za-z0-9+/_-]{20,120}={0,2}/,
    }),
  ],
  bad: [
    `//registry.example.com/:_authToken=«npm_${fakeCrc62(36)}»`,
    `NPM_TOKEN: «npm_${fakeCrc62(36, 'ci')}»`,
    `//npm.acme.dev/:_password=«${fake('base62', 32)}»`,
  ],
  good: [
    '//registry.example.com/:_authToken=${NPM_TOKEN}',
    'granted(Authority.X509_AUTHORITY, FactorGrantedAuthorityOfTheUser)',
    `npm_config_registry_mirror_setting_of_the_user=1`,
    `//registry.example.com/:_authToken=npm_${'0'.repeat(36)}`,
  ],
});
