import { credential } from '../../analyze/token/credential.ts';
import { named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/sidekiq',
  provider: 'Sidekiq',
  formats: [
    named({
      name: 'Sidekiq gem server credential',
      names: ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'],
      value: /[0-9a-f]{8}:[0-9a-f]{8}/,
    }),
  ],
  bad: [
    `BUNDLE_ENTERPRISE__CONTRIBSYS__COM=«${fake('hex', 8)}:${fake('hex', 8)}»`,
    `bundle_enterprise__contribsys__com: "«${fake('hex', 8, 'b')}:${fake('hex', 8, 'b')}»"`,
  ],
  good: [
    `BUNDLE_ENTERPRISE_CONTRIBSYS_COM_API_KEY=\${BUNDLE_ENTERPRISE_CONTRIBSYS_COM_VALUE}`,
    `const etag = "${fake('hex', 8, 'c')}:${fake('hex', 8, 'c')}"; // sent by Sidekiq`,
  ],
});
