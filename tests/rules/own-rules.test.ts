import { expect, test } from 'vitest';
import { command } from '../bad-input/command.ts';
import { fixtureRepository } from '../git/fixture.ts';

const POLICY = 'version: 1\nruleFiles: [rules.yaml]\n';
const RULE = `version: 1
rules:
  - id: shop/raw-query
    title: Query that goes around the data layer
    level: error
    why: The data layer adds the tenant.
    fix: Use orders.find.
    languages: [typescript, javascript]
    paths: ['src/**']
    pattern: 'db.raw($SQL, ...)'
    except: 'db.raw("select 1")'
    where: { SQL: 'orders|invoices' }
    bad:
      - '«db.raw("select * from orders")»;'
    good:
      - 'db.raw("select 1");'
`;
const MODEL = `version: 1
models:
  - package: shop
    languages: [javascript]
    sources: { request: ['@shop/http.input()'] }
    sinks: { sql: ['@shop/data.unsafe(0)'] }
    sanitizers: { sql: ['@shop/data.escape()'] }
`;

function repository(files: Readonly<Record<string, string>>, change: Readonly<Record<string, string>>) {
  const made = fixtureRepository();
  made.commit({ files });
  made.commit({ files: { 'README.md': 'x\n' } });
  made.commit({ files: change });
  return made;
}
async function report(folder: string) {
  const { out } = await command(folder, 'check', '--last', '1', '--format', 'json');
  return JSON.parse(out) as {
    findings: { ruleId: string; path: string; region: { startLine: number } }[];
    run: { rulesDigest: string; analyzers: { analyzer: string; status: string; reason?: string }[] };
    decision: { outcome: string; reasons: { because: string[] }[] };
  };
}

test('a rule of the base judges the change, on the paths and for the holes that it names', async () => {
  const code = 'db.raw("select * from orders", 1);\ndb.raw("select 1");\ndb.raw("select * from pages");\n';
  const made = repository({ 'countersign.yaml': POLICY, 'rules.yaml': RULE }, { 'src/a.ts': code, 'lib/b.ts': code });
  const { findings, decision } = await report(made.path);
  expect(findings.map(({ ruleId, path, region }) => [ruleId, path, region.startLine])).toEqual([
    ['shop/raw-query', 'src/a.ts', 1],
  ]);
  expect(decision.outcome).toBe('block');
});

test('a rule that arrives in the change does not judge it', async () => {
  const made = repository(
    { 'a.md': 'x\n' },
    { 'countersign.yaml': POLICY, 'rules.yaml': RULE, 'src/a.ts': 'db.raw(orders);\n' },
  );
  expect((await report(made.path)).findings.filter(({ ruleId }) => ruleId.startsWith('shop/'))).toEqual([]);
});

test('a model of the base lets the built-in rules follow values through code of one’s own', async () => {
  const app = "import { input } from '@shop/http';\nimport { unsafe, escape } from '@shop/data';\n";
  const made = repository(
    { 'countersign.yaml': POLICY, 'rules.yaml': MODEL },
    { 'src/a.js': `${app}unsafe('select ' + input());\nunsafe('select ' + escape(input()));\n` },
  );
  const { findings } = await report(made.path);
  expect(findings.map(({ ruleId, region }) => [ruleId, region.startLine])).toEqual([['security/sql-injection', 3]]);
});

test('own rules change the digest under which results are remembered', async () => {
  const change = { 'src/a.ts': 'export const a = 1;\n' };
  const plain = await report(repository({ 'a.md': 'x\n' }, change).path);
  const own = await report(repository({ 'countersign.yaml': POLICY, 'rules.yaml': RULE }, change).path);
  expect(own.run.rulesDigest).not.toBe(plain.run.rulesDigest);
});

test.each([
  ['a file that is not there', { 'countersign.yaml': POLICY }, 'rules.yaml cannot be used: it is not there'],
  [
    'a key that is none',
    { 'countersign.yaml': POLICY, 'rules.yaml': 'version: 1\nrulez: []\n' },
    'line 2, column 1: there is no key rulez',
  ],
])('%s never ships, and is named', async (_, files, why) => {
  const { decision } = await report(repository(files, { 'src/a.ts': 'export const a = 1;\n' }).path);
  expect(decision.outcome).toBe('review');
  expect(JSON.stringify(decision.reasons)).toContain(why);
});

test('a pattern that is no code never ships, and is named', async () => {
  const files = { 'countersign.yaml': POLICY, 'rules.yaml': RULE.replace("'db.raw($SQL, ...)'", "'db.raw('") };
  const { decision, run } = await report(repository(files, { 'src/a.ts': 'export const a = 1;\n' }).path);
  expect(decision.outcome).toBe('review');
  expect(run.analyzers.find(({ analyzer }) => analyzer === 'own rules')).toMatchObject({ status: 'failed' });
});

test('rule test runs the examples and says which of them is judged otherwise', async () => {
  const good = repository({ 'countersign.yaml': POLICY, 'rules.yaml': RULE }, { 'b.md': 'x\n' }).path;
  expect(await command(good, 'rule', 'test')).toEqual({ code: 0, out: '✔ shop/raw-query  1 bad, 1 good\n', err: '' });
  const wrong = RULE.replace('db.raw("select 1");\'', 'db.raw("from invoices");\'');
  const bad = repository({ 'rules.yaml': wrong }, { 'b.md': 'x\n' }).path;
  const { code, out } = await command(bad, 'rule', 'test', 'rules.yaml');
  expect(code).toBe(1);
  expect(out).toBe('✖ shop/raw-query  1 bad, 1 good\n  good example 1: expected nothing, found 1:1 (line:column)\n');
});
