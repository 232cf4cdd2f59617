import { credential } from '../../analyze/token/credential.ts';
import { named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/artifactory',
  provider: 'Artifactory',
  revoke: 'in the user profile',
  formats: [
    token({ name: 'Artifactory API key', starts: 'AKCp', body: /[A-Za-z0-9]{69}/ }),
    token({ name: 'Artifactory reference token', starts: 'cmVmd', body: /[A-Za-z0-9]{59}/ }),
    named({ name: 'JFrog API key', names: ['jfrog', 'artifactory', 'bintray', 'xray'], value: /[a-z0-9]{73}/ }),
    named({ name: 'JFrog identity token', names: ['jfrog', 'artifactory', 'bintray', 'xray'], value: /[a-z0-9]{64}/ }),
  ],
  bad: [
    `const client = connect("«AKCp${fake('base62', 69)}»");`,
    `ARTIFACTORY_TOKEN=«cmVmd${fake('base62', 59, 'b')}»`,
    `"jfrog_secret": "«${fake('base36', 73, 'c')}»"`,
    `const jfrogApiKey = '«${fake('base36', 64, 'd')}»';`,
  ],
  good: [
    `token = "AKCp${'x'.repeat(40)}"`,
    `connect("AKCp${fake('base62', 13, 'c')}")`,
    `token = "cmVmd${'x'.repeat(40)}"`,
    `connect("cmVmd${fake('base62', 11, 'c')}")`,
  ],
});
