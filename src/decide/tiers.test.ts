import { expect, test } from 'vitest';
import { gitBlobId } from '../lib/hash.ts';
import { POLICY_PATH, starterPolicy } from '../lib/starter-policy.ts';
import { GITHUB_WORKFLOW_PATH, githubWorkflow } from '../lib/workflow.ts';
import type { ChangedFile } from '../model/change.ts';
import { DEFAULT_TIERS } from './default-policy.ts';
import { readTiers } from './tiers.ts';

const tiers = readTiers(DEFAULT_TIERS);

const PATHS = {
  critical: [
    '.github/workflows/ci.yml',
    '.github/workflows/test/notes.md',
    '.github/actions/setup/action.yml',
    'action.yml',
    '.gitlab-ci.yml',
    'Jenkinsfile',
    '.husky/pre-push',
    'lefthook.yml',
    '.github/CODEOWNERS',
    'countersign.yaml',
    'main.tf',
    'infra/test/main.tf',
    'infra/values.yaml',
    'services/api/Dockerfile',
    'docker-compose.prod.yml',
    'src/auth/index.ts',
    'src/auth.ts',
    'src/Auth/TokenStore.cs',
    'app/AuthService.java',
    'lib/oauth2/client.py',
    'lib/oauth.py',
    'src/authorize.ts',
    'src/authorise.py',
    'src/authorization/roles.ts',
    'src/user-auth-flow.ts',
    'src/authors/auth.ts',
    'src/auth/author-view.ts',
    'pages/api/auth/[...nextauth].ts',
    'src/LoginForm.tsx',
    'src/reset-password.ts',
    'src/security/jwt.go',
    'src/sso/start.ts',
    'src/billing/plan.ts',
    'app/models/payment.rb',
    'src/refund_policy.py',
    'pkg/crypto/aead.go',
    'src/encryption.ts',
    'db/migrate/20240101_add_users.rb',
    'app/migrations/0001_initial.py',
    'sql/V12__add_index.sql',
    'prisma/schema.prisma',
  ],
  contained: [
    'README.md',
    'docs/guide.html',
    'docs/auth/login.ts',
    'packages/core/examples/a.ts',
    'examples/basic/main.py',
    'src/a.test.ts',
    'src/auth/login.test.ts',
    'tests/billing/plan.py',
    'src/test/java/com/acme/LoginTest.java',
    'pkg/auth/auth_test.go',
    'test_auth.py',
    'Acme.Api.Tests/LoginTests.cs',
    'src/auth/README.md',
    'infra/README.md',
  ],
  standard: [
    'src/index.ts',
    'src/author.ts',
    'src/authors/list.ts',
    'AUTHORS',
    'src/main/java/com/example/app/Cart.java',
    'src/docs/server.ts',
    'src/infrastructure/http/client.ts',
    'src/charts/pie.ts',
    'src/lesson.ts',
    'src/oracle.ts',
    'src/assign.ts',
    'src/design/tokens.ts',
    'src/git/checkout.ts',
    'src/login.css',
    'src/latest.ts',
    'src/contest.ts',
    'LICENSE',
    'LICENSE.md',
    'AGENTS.md',
    'CLAUDE.md',
    '.cursor/rules/style.md',
    '.github/copilot-instructions.md',
    'package.json',
    'Makefile',
  ],
} as const;

test.each(Object.entries(PATHS))('the default policy knows what is %s', (tier, paths) => {
  expect(paths.filter((path) => tiers.ofPath(path) !== tier).map((path) => tiers.explain(path))).toEqual([]);
});

test('a tier explains itself by the pattern that decided', () => {
  expect(tiers.explain('src/auth/a.ts')).toBe(
    'src/auth/a.ts is critical: it matches **/{auth,oauth,oauth2,authn,authz}/**.',
  );
  expect(tiers.explain('src/a.ts')).toBe('src/a.ts is standard: no tier names it.');
  const exceptions = readTiers([{ tier: 'critical', paths: ['!docs/**'] }]);
  expect(exceptions.explain('a.ts')).toBe('a.ts is critical: no exception names it.');
});

test('the first rule that matches decides', () => {
  const own = readTiers([{ tier: 'standard', paths: ['src/auth/mock/'] }, ...DEFAULT_TIERS]);
  expect(own.ofPath('src/auth/mock/a.ts')).toBe('standard');
  expect(own.ofPath('src/auth/a.ts')).toBe('critical');
});

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  status: 'modified',
  language: 'yaml',
  hunks: [],
  mode: '100644',
  ...more,
});

test('a file moved out of a critical place is still critical, one copied out of it is not', () => {
  const from = { previousPath: 'src/auth/a.ts' };
  expect(tiers.of(file('docs/a.ts', { status: 'renamed', ...from }))).toBe('critical');
  expect(tiers.of(file('docs/a.ts', { status: 'copied', ...from }))).toBe('contained');
  expect(tiers.of(file('src/auth/a.ts', { status: 'renamed', previousPath: 'docs/a.ts' }))).toBe('critical');
});

test.each(['sha1', 'sha256'] as const)(
  'the workflow that init writes is not critical while unchanged (%s)',
  (algorithm) => {
    const own = file(GITHUB_WORKFLOW_PATH, { status: 'added', blob: gitBlobId(githubWorkflow(), algorithm) });
    expect(tiers.of(own)).toBe('standard');
    expect(tiers.of({ ...own, blob: gitBlobId(`${githubWorkflow()}\n`, algorithm) })).toBe('critical');
    expect(tiers.of({ ...own, path: '.github/workflows/other.yml' })).toBe('critical');
    expect(tiers.of({ ...own, mode: '120000' })).toBe('critical');
  },
);

test('the policy file that init writes is not critical where there was none', () => {
  const own = file(POLICY_PATH, { status: 'added', blob: gitBlobId(starterPolicy(), 'sha1') });
  expect(tiers.of(own)).toBe('standard');
  expect(tiers.of({ ...own, status: 'modified' })).toBe('critical');
  expect(tiers.of({ ...own, blob: gitBlobId('', 'sha1') })).toBe('critical');
});
