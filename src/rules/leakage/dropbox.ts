import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/dropbox',
  provider: 'Dropbox',
  revoke: 'in the app console',
  formats: [
    token({ name: 'Dropbox short-lived token', starts: 'sl.', body: /[A-Za-z0-9=_-]{135}/, level: 'warning' }),
    named({ name: 'Dropbox short-lived token', names: ['dropbox'], value: /sl\.[A-Za-z0-9=_-]{120,1500}/ }),
    named({
      name: 'Dropbox long-lived token',
      names: ['dropbox'],
      value: /[A-Za-z0-9]{11}A{10}[A-Za-z0-9_=-]{43}/,
      check: () => true,
    }),
    named({ name: 'Dropbox app secret', names: ['dropbox'], value: /[a-z0-9]{15}/ }),
  ],
  bad: [
    `const client = connect("«sl.${fake('base64url', 135)}»");`,
    `dropboxToken: "«sl.${fake('base64url', 140, 'b')}»"`,
    `"dropbox_secret": "«${fake('base62', 11, 'c')}AAAAAAAAAA${fake('base64url', 43, 'c')}»"`,
    `const dropboxApiKey = '«${fake('base36', 15, 'd')}»';`,
  ],
  good: [`token = "sl.${'x'.repeat(40)}"`, `connect("sl.${fake('base64url', 27, 'c')}")`],
});
