import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/flutterwave',
  provider: 'Flutterwave',
  formats: [
    token({
      name: 'Flutterwave secret key',
      starts: ['FLWSECK-', 'FLWSECK_TEST-'],
      body: /[a-h0-9]{32}-(?:[0-9a-z]{12}vt-)?X/,
    }),
    token({ name: 'Flutterwave encryption key', starts: ['FLWSECK_TEST-', 'FLWSECK_TEST'], body: /[a-h0-9]{12}/ }),
    token({ name: 'Flutterwave public test key', starts: 'FLWPUBK_TEST-', body: /[a-h0-9]{32}-X/, level: 'note' }),
  ],
  bad: [
    `const client = connect("«FLWSECK-${fake('hex', 32)}-X»");`,
    `FLUTTERWAVE_TOKEN=«FLWSECK_TEST${fake('hex', 12, 'b')}»`,
    `credential: «FLWPUBK_TEST-${fake('hex', 32, 'c')}-X»`,
  ],
  good: [
    `token = "FLWSECK-${'x'.repeat(40)}"`,
    `connect("FLWSECK-${fake('hex', 6, 'c')}-X")`,
    `token = "FLWSECK_TEST${'x'.repeat(40)}"`,
    `connect("FLWSECK_TEST${fake('hex', 2, 'c')}")`,
  ],
});
