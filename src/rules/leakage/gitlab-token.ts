import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/gitlab-token',
  provider: 'GitLab',
  revoke: 'under Access tokens',
  formats: [
    token({
      name: 'GitLab personal access token',
      starts: 'glpat-',
      body: /[\w-]{20}(?:[\w-]{7,280}\.[0-9a-z]{2}\.?[0-9a-z]{7,9})?(?![-.]\w)/,
    }),
    token({ name: 'GitLab deploy token', starts: 'gldt-', body: /[\w-]{20}(?!-)/ }),
    token({
      name: 'GitLab runner token',
      starts: ['glrt-', 'glrtr-'],
      body: /(?:t\d_)?[\w-]{20,27}(?:\.[0-9a-z]{2}\.?[0-9a-z]{7,9})?(?!-)/,
    }),
    token({ name: 'GitLab runner registration token', starts: 'GR1348941', body: /[\w-]{20}(?!-)/ }),
    token({ name: 'GitLab pipeline trigger token', starts: 'glptt-', body: /[0-9a-f]{40}/ }),
    token({ name: 'GitLab CI job token', starts: 'glcbt-', body: /[0-9a-zA-Z]{1,5}_[\w-]{20}(?!-)/, level: 'warning' }),
    token({ name: 'GitLab feed token', starts: 'glft-', body: /[\w-]{20}(?!-)/ }),
    token({ name: 'GitLab incoming mail token', starts: 'glimt-', body: /[\w-]{25}(?!-)/ }),
    token({ name: 'GitLab agent token', starts: 'glagent-', body: /[\w-]{50}(?!-)/ }),
    token({ name: 'GitLab OAuth application secret', starts: 'gloas-', body: /[\w-]{64}(?!-)/ }),
    token({ name: 'GitLab SCIM token', starts: 'glsoat-', body: /[\w-]{20}(?!-)/ }),
    token({ name: 'GitLab feature flag client token', starts: 'glffct-', body: /[\w-]{20}(?!-)/ }),
    token({ name: 'GitLab session cookie', starts: '_gitlab_session=', body: /[0-9a-z]{32}/, level: 'warning' }),
  ],
  bad: [
    `curl --header "PRIVATE-TOKEN: «glpat-${fake('base62', 20)}»"`,
    `token = "«glrt-${fake('base62', 20)}»"`,
    `GITLAB_TRIGGER=«glptt-${fake('hex', 40)}»`,
  ],
  good: [
    'curl --header "PRIVATE-TOKEN: <your_access_token>"',
    `token = "glpat-${'X'.repeat(20)}"`,
    `class="glpat-list-item"`,
  ],
});
