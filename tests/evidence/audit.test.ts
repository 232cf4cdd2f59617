import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, expect, test } from 'vitest';
import { command } from '../bad-input/command.ts';
import { type FixtureRepository, fixtureRepository, temporaryFolder } from '../git/fixture.ts';

const root = temporaryFolder();
const pack = join(root, 'pack');
let repository: FixtureRepository;
const read = (name: string) => readFileSync(join(pack, name), 'utf8');
const audit = (...args: string[]) =>
  command(
    repository.path,
    'audit',
    '--trust',
    join(root, 'countersign.pub'),
    '--from',
    '2026-02-01',
    '--to',
    '2026-02-28',
    ...args,
  );

const INJECTION = `const { exec } = require('node:child_process');
require('node:http').createServer((req, res) => {
  exec('ls ' + new URL(req.url, 'http://x').searchParams.get('d'));
  res.end();
}).listen(80);
`;

beforeAll(async () => {
  repository = fixtureRepository();
  repository.commit({
    files: { 'a.ts': 'let a = 1;\n', 'countersign.yaml': 'version: 1\nextends: starter\n' },
    at: '2026-01-05T10:00:00Z',
  });
  repository.commit({ files: { 'src/a.js': INJECTION }, at: '2026-02-05T10:00:00Z' });
  repository.commit({
    files: { 'src/auth/b.ts': 'export const b = 2;\n' },
    at: '2026-02-06T10:00:00Z',
    trailers: ['Reviewed-by: Grace <grace@example.com>', 'Co-authored-by: Claude <noreply@anthropic.com>'],
  });
  repository.commit({ files: { 'c.ts': 'let c = 1;\n' }, at: '2026-03-06T10:00:00Z' });
  await command(root, 'keys', 'new', '--output', '.');
  const key = join(root, 'countersign.key');
  for (const commit of ['HEAD~1', 'HEAD~2']) {
    expect((await command(repository.path, 'attest', '--commit', commit, '--key', key, '--notes')).err).toBe('');
  }
  const made = await audit('--key', key, '--output', `${pack}/`);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('2026-02-01 to 2026-02-28: 2 commits, 2 with evidence.');
});

test('the pack covers the commits of the period and no others', () => {
  const commits = JSON.parse(read('commits.json')) as {
    evidence: { outcome: string; holds: boolean };
    reviewers: string[];
  }[];
  expect(commits.map(({ evidence }) => [evidence.outcome, evidence.holds])).toEqual([
    ['review', true],
    ['block', true],
  ]);
  expect(commits[0]!.reviewers).toEqual(['Grace <grace@example.com>']);
  const { decision } = JSON.parse(read('decision.json')) as { decision: { outcome: string } };
  expect(decision.outcome).toBe('block');
});

test('every file is in the manifest, and the manifest is signed', async () => {
  const said = execFileSync('sha256sum', ['-c', 'MANIFEST.sha256'], { cwd: pack, encoding: 'utf8' });
  expect(said.match(/: OK$/gm)!.length).toBeGreaterThanOrEqual(15);
  const files = ['MANIFEST.sigstore.jsonl', 'ledger', 'evidence'].filter((name) => name !== 'evidence');
  const verified = await command(pack, 'verify', ...files, '--key', join(root, 'countersign.pub'));
  expect(verified).toMatchObject({ code: 0, err: '' });
});

test('one zip holds the same', async () => {
  const file = join(root, 'pack.zip');
  expect((await audit('--output', file)).code).toBe(0);
  const unpacked = join(root, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, unpacked]);
  for (const name of ['report.html', 'bom.cdx.json', 'oscal-assessment-results.json', 'ledger/entries.log']) {
    expect(existsSync(join(unpacked, name)), name).toBe(true);
  }
});

test('the bill of materials with its declarations is what the schema of CycloneDX 1.6 says', () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
    'res',
    'schema',
  );
  const schema = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(schema('bom-1.6'));
  const bom = JSON.parse(read('bom.cdx.json'));
  validate(bom);
  expect(validate.errors ?? []).toEqual([]);
  expect(bom.declarations.attestations).toHaveLength(9);
  const refs = new Set<string>();
  JSON.stringify(bom, (key, value) => {
    if (key === 'bom-ref') refs.add(value);
    return value;
  });
  for (const { map } of bom.declarations.attestations) {
    for (const { requirement, claims } of map)
      for (const ref of [requirement, ...claims]) expect(refs, ref).toContain(ref);
  }
});

test('the OSCAL results refer only to what they hold', () => {
  const { 'assessment-results': results } = JSON.parse(read('oscal-assessment-results.json'));
  expect(results.results).toHaveLength(9);
  for (const one of results.results) {
    const observed = new Set(one.observations.map(({ uuid }: { uuid: string }) => uuid));
    const controls = one['reviewed-controls']['control-selections'][0]['include-controls'];
    expect(controls).toHaveLength(one.findings.length);
    for (const control of controls) expect(control['control-id']).toMatch(/^[\p{L}_][\p{L}\p{N}.\-_]*$/u);
    for (const finding of one.findings) {
      expect(finding.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(['satisfied', 'not-satisfied']).toContain(finding.target.status.state);
      for (const related of finding['related-observations'] ?? [])
        expect(observed).toContain(related['observation-uuid']);
    }
  }
});

test('the report says what stands behind a control and never that it is met', () => {
  const html = read('report.html');
  expect(html).toContain('Evidence of ');
  expect(html).toContain('security/command-injection');
  expect(html).toContain('<code>src/auth/</code>');
  for (const name of ['report.html', 'controls.json', 'README.txt', 'oscal-assessment-results.json', 'bom.cdx.json']) {
    expect(read(name), name).not.toMatch(/complian/i);
  }
});

test('evidence that was touched is told in the pack', async () => {
  const sha = repository.git('rev-parse', 'HEAD~1');
  const note = repository.git('notes', '--ref', 'countersign-evidence', 'show', sha);
  writeFileSync(join(root, 'note'), note.replaceAll('"payload":"ey', '"payload":"eX'));
  repository.git('notes', '--ref', 'countersign-evidence', 'add', '-f', '-F', join(root, 'note'), sha);
  expect((await audit('--output', join(root, 'second/'))).code).toBe(0);
  const commits = JSON.parse(readFileSync(join(root, 'second', 'commits.json'), 'utf8'));
  expect(commits[0].evidence).toMatchObject({ outcome: 'evidence does not hold', holds: false });
});

test('a period that cannot be is told in a sentence', async () => {
  const run = (...args: string[]) => command(repository.path, 'audit', '--output', join(root, 'x.zip'), ...args);
  for (const [args, said] of [
    [['--from', '2026-02-31'], '--from is a day'],
    [['--from', 'soon'], '--from is a day'],
    [['--from', '2026-02-02', '--to', '2026-02-01'], 'ends before it begins'],
    [['--from', '2020-01-01', '--to', '2020-02-01'], 'There is no commit'],
    [['--from', '2026-02-01', '--revision', 'nope'], 'There is no commit "nope"'],
  ] as const) {
    const { code, err } = await run(...args);
    expect(code, args.join(' ')).toBe(2);
    expect(err).toContain(said);
  }
});
