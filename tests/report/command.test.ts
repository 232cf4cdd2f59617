import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { visible } from '../../src/report/visible.ts';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const SCHEMA = new URL('../../schemas/report-v1.json', import.meta.url);
const NAMES = Object.keys(formats);
const CODE = [
  'import requests',
  'requests.post("https://example.org", verify=False)',
  '# \x1b[2J <script>alert(1)</script> @everyone',
  '',
].join('\n');
/** Names that a checkout may hold and a reader must not obey. */
const FILES = [
  'src/\x1b[31mred.py',
  'src/new\nline.py',
  'src/<img src=x onerror=alert(1)>.py',
  'src/`@everyone` [x](javascript:alert(1)).py',
  'src/a b#c?%41:d.py',
  'src/日本\u202e.py',
];

describe('all formats of one check, of a change whose files have hostile names', () => {
  const folder = temporaryFolder();
  const outputs = new Map<string, string>();
  let status: number | null = null;

  beforeAll(() => {
    const repository = fixtureRepository();
    repository.commit({ files: { 'README.md': 'Nothing yet.\n' } });
    repository.commit({ files: Object.fromEntries(FILES.map((path) => [path, CODE])), message: 'Add \x1b[31mclients' });
    const pairs = NAMES.flatMap((name) => ['--format', name, '--output', join(folder, name)]);
    const run = spawnSync(
      process.execPath,
      ['--import', 'tsx', MAIN, '-C', repository.path, '--no-cache', 'check', '--commit', 'HEAD', ...pairs],
      { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' }, timeout: 100_000 },
    );
    status = run.status;
    for (const name of NAMES) outputs.set(name, readFileSync(join(folder, name), 'utf8'));
  }, 120_000);

  test('every format was written, and the exit code says block', () => {
    expect(status).toBe(1);
    for (const name of NAMES) expect(outputs.get(name)!.length, name).toBeGreaterThan(100);
  });

  test('no format holds a character that a terminal would obey', () => {
    for (const [name, text] of outputs) {
      const bare = text.replaceAll('\n', '');
      // The only format characters are the joiners by which Markdown keeps a forge from mentioning anybody.
      const shown = name === 'markdown' ? bare.replaceAll('\u2060', '') : bare;
      expect(shown === visible(shown), name).toBe(true);
    }
  });

  test('the JSON is what its schema says, and names every file as it is', () => {
    const report = JSON.parse(outputs.get('json')!);
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    const found = new Set(report.findings.map((finding: { path: string }) => finding.path));
    for (const path of FILES) expect(found).toContain(path);
  });

  test('SARIF names them as URIs that lead back to them', () => {
    const [run] = JSON.parse(outputs.get('sarif')!).runs;
    const uris: string[] = run.results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]!.physicalLocation.artifactLocation.uri,
    );
    expect(new Set(uris.map(decodeURIComponent))).toEqual(new Set(FILES));
    for (const uri of uris) expect(uri).toMatch(/^[\w.~%/-]+$/);
  });

  test('neither the page nor the comment takes a name for markup', () => {
    expect(outputs.get('html')).not.toMatch(/<(script|img|a href="(?!#))/i);
    const comment = outputs.get('markdown')!.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
    expect(comment).not.toMatch(/<(script|img)|@everyone|(?<!\\)\[x\]/);
  });
});
