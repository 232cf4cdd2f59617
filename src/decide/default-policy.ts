import { digestOf } from '../lib/hash.ts';
import type { ClauseUse, Policy, TierRule } from '../model/policy.ts';

/** What turns source into a running system, or says who may: the first to be looked at, tests of it included. */
const DELIVERY = [
  // Continuous integration runs with secrets and writes releases.
  '/.github/{workflows,actions}/',
  '/action.{yml,yaml}',
  '/{.gitlab-ci,bitbucket-pipelines,.travis,.drone,.woodpecker,appveyor,.appveyor,cloudbuild}.{yml,yaml}',
  '/{.gitlab/ci,.circleci,.buildkite,.woodpecker,.tekton,.ci}/',
  'azure-pipelines*.{yml,yaml}',
  'Jenkinsfile*',
  // Hooks run on the machine of everybody who commits.
  '/{.husky,.githooks}/',
  '{lefthook,.lefthook,.pre-commit-config}.{yml,yaml}',
  // Who must review, and what may ship.
  'CODEOWNERS',
  '/countersign.yaml',
  // Infrastructure. Folders count at the root only: `infrastructure` inside a source tree is the name of a layer, and
  // `deploy` or `charts` of a feature.
  '*.{tf,tfvars,bicep}',
  '*.tf.json',
  '{Dockerfile,Containerfile}*',
  '*.dockerfile',
  '{docker-compose,compose}*.{yml,yaml}',
  '{Chart,kustomization,serverless}.{yml,yaml}',
  '/{infra,infrastructure,terraform,k8s,kubernetes,helm,ansible,pulumi,cloudformation,deploy,deployment}/',
  // Text about it is documentation. CI folders are not excepted: a workflow may read any file there.
  '!/{infra,infrastructure,terraform,k8s,kubernetes,helm,ansible,pulumi,cloudformation,deploy,deployment}/**/*.md',
];

/** What is read or run by developers only. */
const CONTAINED = [
  '*.{md,mdx,markdown,rst,adoc}',
  // At the root or in a package only: `com/example/app` is a Java package, `src/docs` may serve pages.
  '{,packages/*/,apps/*/,crates/*/,modules/*/}{doc,docs,example,examples,samples,demo,demos}/**',
  '**/{test,tests,__tests__,__mocks__,__fixtures__,__snapshots__,spec,specs,e2e,testdata}/**',
  '**/*.{Tests,UnitTests,IntegrationTests}/**',
  '*.{test,tests,spec,e2e}.*',
  '*_{test,spec}.*',
  'test_*.py',
  'conftest.py',
  // Licences bind the project, and instructions steer every assistant that reads them: both are more than documents.
  '!{LICENSE,LICENCE,COPYING,NOTICE}*',
  '!{AGENTS,CLAUDE,GEMINI,CONVENTIONS,SKILL}*.md',
  '!.{claude,cursor,windsurf,codex,gemini,clinerules}/**',
  '!.github/{copilot-instructions.md,instructions/**,prompts/**,agents/**}',
];

/** Where one wrong line lets somebody in, loses money or loses what was stored. */
const SENSITIVE = [
  // Who may come in. Plain `*auth*` would take in `author`, `authors.ts` and `authoring`; the exception for those would
  // leave out `authorize` and `authority`, so these are named again.
  '*auth*',
  '**/*auth*/**',
  '!*author*',
  '!**/*author*/**',
  '*authori[sz]*',
  '**/*authori[sz]*/**',
  '*authorit*',
  '{*[-_.],}auth{[-_.0-9]*,}',
  '**/{auth,oauth,oauth2,authn,authz}/**',
  '*{login,logout,signin,sign-in,sign_in,signup,sign-up,sign_up,password,passwd,credential}*',
  '**/{login,signin,signup,password,passwords,credentials,identity,iam}/**',
  '*{jwt,saml,oidc,totp,2fa,webauthn,passkey,csrf,rbac,permission}*',
  '**/{jwt,saml,oidc,sso,mfa,2fa,rbac,acl,permissions,policies}/**',
  // Short words only where they are words: `sso` is in lesson, `acl` in oracle, `mfa` in comfable.
  '{*[-_.],}{sso,mfa,acl,acls}{[-_.]*,}',
  '*secret*',
  '**/secrets/**',
  // Money. `checkout`, `order` and `invoice` are common words in tools, so they count as folders only.
  '*{payment,billing,payout,refund}*',
  '**/{payment,payments,billing,payout,payouts,refunds,checkout,invoicing,ledger}/**',
  // Secrets and signatures. `*sign*` would take in design and assign.
  '*{crypto,encrypt,decrypt,cipher}*',
  '**/{crypto,cryptography,encryption,signing,signatures}/**',
  // What is stored, and cannot be brought back by reverting a commit.
  '**/{migration,migrations,migrate,alembic,flyway,liquibase}/**',
  '*.migration.*',
  'V[0-9]*__*.sql',
  '*.prisma',
  '/db/schema.rb',
  // How it looks lets nobody in.
  '!*.{css,scss,sass,less,svg,png,jpg,jpeg,gif,webp,ico,woff,woff2}',
];

/** Tiers of a team that has said nothing. Order matters: the first that matches decides. */
export const DEFAULT_TIERS: readonly TierRule[] = [
  { tier: 'critical', paths: DELIVERY },
  { tier: 'contained', paths: CONTAINED },
  { tier: 'critical', paths: SENSITIVE },
];

/** Clauses of a team that has said nothing, each with the options that its file gives as defaults. */
export const DEFAULT_CLAUSES: readonly ClauseUse[] = [
  'analysis-complete',
  'sources-complete',
  'new-findings',
  'critical-authors',
  'unread-files',
  'complete-and-clean',
].map((id) => ({ id, options: {} }));

/** A policy with the digest of what it says. */
export function makePolicy(parts: Omit<Policy, 'digest'>): Policy {
  return { ...parts, digest: policyDigest(parts) };
}

export function policyDigest({ tiers, clauses }: Pick<Policy, 'tiers' | 'clauses'>): string {
  return digestOf({ tiers, clauses });
}

/** The policy that judges where a team has none; with a `fault`, where the team's own could not be used. */
export function defaultPolicy(fault?: string): Policy {
  const policy = { origin: 'default', source: 'built in', tiers: DEFAULT_TIERS, clauses: DEFAULT_CLAUSES } as const;
  return makePolicy(fault === undefined ? policy : { ...policy, fault });
}
