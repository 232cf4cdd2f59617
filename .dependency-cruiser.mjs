// The import table of ARCHITECTURE.md as rules; each says why. Change both together, never by an exception.
const layers = {
  model: { may: [], because: 'the core types are what every layer agrees on: they depend on nothing' },
  lib: {
    may: ['model'],
    because: 'pure helpers know the words of the model and nothing else, so that anything may use them',
  },
  parse: { may: ['model', 'lib'], because: 'a syntax tree has no opinion about rules or changes' },
  attribute: { may: ['model', 'lib'], because: 'who wrote a line is computed from data, not from analysis' },
  decide: { may: ['model', 'lib'], because: 'deciding is pure: what is not in Facts cannot change a decision' },
  attest: { may: ['model', 'lib'], because: 'evidence is made from a decision, never from what led to it' },
  report: { may: ['model', 'lib'], because: 'a report shows what was decided and cannot look anything up' },
  review: { may: ['model', 'lib'], because: 'the reading order is computed from facts' },
  insight: { may: ['model', 'lib'], because: 'figures come from stored history' },
  learn: { may: ['model', 'lib'], because: 'lessons are made from rules and decisions that are handed in' },
  adapters: { may: ['model', 'lib'], because: 'an adapter does I/O for a port and knows no product logic' },
  analyze: { may: ['model', 'lib', 'parse'], because: 'engines get rules as an argument' },
  rules: { may: ['model', 'lib', 'analyze'], because: 'a rule is data plus one engine' },
  guard: { may: ['model', 'lib', 'analyze'], because: 'the guard gets rules as an argument' },
};
const names = [...Object.keys(layers), 'apps'];
const CORE = Object.keys(layers).filter((name) => name !== 'adapters');
const SHELL =
  '^(node:)?(fs|fs/promises|child_process|net|http|https|http2|dgram|tls|worker_threads|os|cluster|readline)$';

export default {
  forbidden: [
    ...Object.entries(layers).map(([name, { may, because }]) => ({
      name: `${name}-imports`,
      comment: because,
      severity: 'error',
      from: { path: `^src/${name}/`, pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/',
        pathNot: [name, ...may].map((layer) => `^src/${layer}/`),
      },
    })),
    {
      name: 'core-does-no-io',
      comment: 'only adapters and apps touch files, processes and the network: the core is testable with values',
      severity: 'error',
      from: { path: `^src/(${CORE.join('|')}|check\\.ts|record\\.ts)`, pathNot: '\\.test\\.ts$' },
      to: { path: SHELL, dependencyTypes: ['core'] },
    },
    {
      name: 'check-has-no-hands',
      comment: 'check and record get their I/O as ports, so that the same walk runs in CLI, server and test',
      severity: 'error',
      from: { path: '^src/(check|record)\\.ts$' },
      to: { path: '^src/(adapters|apps)/' },
    },
    ...['hook', 'mcp', 'lsp', 'server', 'worker', 'gateway', 'thread'].map((app) => ({
      name: `${app}-stands-alone`,
      comment: 'an entry point that needs another entry point hides a core function; session/ is what they share',
      severity: 'error',
      from: { path: `^src/apps/${app}/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/apps/', pathNot: `^src/apps/(${app}|session)/` },
    })),
    {
      name: 'cli-starts-apps-lazily',
      comment: 'the command line may start another app, as main does: by an import that only that command pays for',
      severity: 'error',
      from: { path: '^src/apps/cli/' },
      to: { path: '^src/apps/', pathNot: '^src/apps/(cli|session)/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'session-knows-no-app',
      comment: 'what opens repository and judge for every app depends on none of them',
      severity: 'error',
      from: { path: '^src/apps/session/' },
      to: { path: '^src/apps/', pathNot: '^src/apps/session/' },
    },
    {
      name: 'main-is-lazy',
      comment: 'start-up cost is paid by the app that runs, so main imports apps dynamically only',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'no-test-in-product',
      comment: 'tests import the product, never the reverse',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '(\\.test\\.ts$|^tests/|^bench/|^scripts/)' },
    },
    {
      name: 'known-layers',
      comment: 'a new folder under src is a change of the design: ARCHITECTURE.md and this file first',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: names.map((name) => `^src/${name}/`) },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.wasm$' },
  },
};
