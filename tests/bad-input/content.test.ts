import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type FixtureRepository, fixtureRepository } from '../git/fixture.ts';
import { command } from './command.ts';

interface Report {
  readonly decision: { readonly outcome: string; readonly reasons: readonly { readonly because: readonly string[] }[] };
  readonly run: {
    readonly analyzers: readonly {
      readonly files: readonly { readonly path: string; readonly status: string; readonly reason?: string }[];
    }[];
  };
}

const repository: FixtureRepository = fixtureRepository();
repository.commit({ files: { 'README.md': 'A project.\n' } });
afterEach(() => {
  repository.git('clean', '-qfdx');
});

async function judged(): Promise<Report & { readonly code: number }> {
  const { code, out, err } = await command(repository.path, 'check', '--format', 'json');
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as Report) };
}

/** The change is not shipped, and the run names the file with a reason. */
async function expectReview(path: string): Promise<void> {
  const { code, decision, run } = await judged();
  expect({ code, outcome: decision.outcome }).toEqual({ code: 3, outcome: 'review' });
  const files = run.analyzers.flatMap((analyzer) => analyzer.files.filter((file) => file.path === path));
  expect(files.some((file) => file.status !== 'complete')).toBe(true);
  const sentences = decision.reasons.flatMap((reason) => reason.because);
  expect(sentences.some((sentence) => sentence.includes(path))).toBe(true);
  for (const sentence of sentences) expect(sentence).not.toMatch(/(.{20,}) \1/);
}

describe('a file in the change', () => {
  it('of 100 MB is named, not read', async () => {
    const handle = openSync(join(repository.path, 'big.js'), 'w');
    ftruncateSync(handle, 100_000_000);
    closeSync(handle);
    await expectReview('big.js');
  });

  it('of a million lines is named, not read', async () => {
    writeFileSync(join(repository.path, 'long.ts'), 'const x = 1;\n'.repeat(1_000_000));
    await expectReview('long.ts');
  });

  it.each([
    ['random bytes', Buffer.from([...Array(4000).keys()].map((i) => (i * 7919) % 256))],
    ['a zero byte', Buffer.from('export const a = 1;\0\n')],
    ['UTF-16 without a mark', Buffer.from('export const a = 1;\n', 'utf16le')],
    ['Latin-1 that claims nothing', Buffer.from('export const a = "\xe4\xf6\xfc";\n', 'latin1')],
    ['UTF-8 cut in the middle', Buffer.from('export const a = "ä').subarray(0, -1)],
  ])('that lies about its encoding (%s) asks for review', async (_, bytes) => {
    writeFileSync(join(repository.path, 'lies.ts'), bytes);
    await expectReview('lies.ts');
  });

  it('that is a picture where pictures are expected does not', async () => {
    writeFileSync(join(repository.path, 'logo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
    expect((await judged()).decision.outcome).toBe('ship');
  });

  it('is not followed out of the work tree', async () => {
    symlinkSync('/etc/passwd', join(repository.path, 'link.ts'));
    symlinkSync('loop.ts', join(repository.path, 'loop.ts'));
    const { code, out } = await command(repository.path, 'check', '--format', 'json');
    expect([0, 3]).toContain(code);
    expect(out).not.toContain('root:');
  });

  const N = 100_000;
  it.each([
    ['deep.js', `x = ${'['.repeat(N)}${']'.repeat(N)}`],
    ['deep.ts', `${'if (a) {\n'.repeat(N)}${'}\n'.repeat(N)}`],
    ['deep.tsx', `x = ${'<a>\n'.repeat(N)}${'</a>\n'.repeat(N)}`],
    ['deep.py', `x = ${'(\n'.repeat(N)}1${')\n'.repeat(N)}`],
    ['deep.java', `class A { int x = ${'(\n'.repeat(N)}1${')\n'.repeat(N)}; }`],
    ['deep.go', `package a\nvar x = ${'(\n'.repeat(N)}1${'\n)'.repeat(N)}`],
    ['deep.cs', `class A { int x = ${'(\n'.repeat(N)}1${')\n'.repeat(N)}; }`],
    ['deep.rb', `x = ${'[\n'.repeat(N)}${']\n'.repeat(N)}`],
    ['deep.php', `<?php $x = ${'[\n'.repeat(N)}${']\n'.repeat(N)};`],
    ['deep.rs', `fn a() { ${'{\n'.repeat(N)}${'}\n'.repeat(N)} }`],
    ['deep.c', `int a() { ${'{\n'.repeat(N)}${'}\n'.repeat(N)} }`],
    ['deep.cpp', `int a() { ${'{\n'.repeat(N)}${'}\n'.repeat(N)} }`],
    ['deep.json', `${'[\n'.repeat(N)}${']\n'.repeat(N)}`],
    ['package.json', `{"dependencies": ${'[\n'.repeat(N)}${']\n'.repeat(N)}}`],
    ['deep.yaml', `a: ${'[\n'.repeat(N)}${']\n'.repeat(N)}`],
    ['.github/workflows/deep.yml', `on: ${'[\n'.repeat(N)}${']\n'.repeat(N)}`],
    ['deep.html', '<div>\n'.repeat(N)],
    ['CLAUDE.md', '> '.repeat(N)],
  ])('of 100,000 levels of nesting is judged without a crash: %s', async (path, text) => {
    repository.write({ [path]: text });
    const { code, run } = await judged();
    expect([0, 1, 3]).toContain(code);
    expect(run.analyzers.some(({ files }) => files.some((file) => file.path === path))).toBe(true);
  });

  it('with hidden characters in its name is shown with them written out', async () => {
    repository.write({ 'new\nline\x1b[31m.kt': 'fun main() {}\n' });
    const { code, out } = await command(repository.path, 'check');
    expect(code).toBe(3);
    expect(out).toContain('\\x1b[31m.kt');
    expect(out).not.toContain('\x1b[31m');
  });
});

it('a folder too deep to be opened is named', async () => {
  const deep = fixtureRepository();
  deep.commit({ files: { 'README.md': 'A project.\n' } });
  const script =
    'import os\nfor i in range(1500):\n os.mkdir("folder"); os.chdir("folder")\nopen("a.ts", "w").write("x")\n';
  const made = spawnSync('python3', ['-c', script], { cwd: deep.path });
  const { code, out } = await command(deep.path, 'check', '--format', 'json');
  // Removed by a program that needs no path of that length.
  spawnSync('rm', ['-rf', 'folder'], { cwd: deep.path });
  expect(made.status).toBe(0);
  expect(code).toBe(3);
  expect(out).toContain('is too long to be opened');
});

it.skipIf(process.getuid?.() !== 0)('a file and a folder that may not be read are named', () => {
  // Root reads everything, so the question is asked by nobody; all that is needed is loaded before.
  const closed = fixtureRepository();
  closed.commit({ files: { 'README.md': 'A project.\n' } });
  writeFileSync(join(closed.path, 'closed.ts'), 'export const a = 1;\n', { mode: 0o000 });
  mkdirSync(join(closed.path, 'shut'));
  chmodSync(join(closed.path, 'shut'), 0o000);
  spawnSync('chown', ['-R', '65534:65534', closed.path]);
  spawnSync('chmod', ['a+rx', closed.path]);
  const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  const script = `const { program } = await import(${source('apps/cli/program.ts')});
await import(${source('apps/cli/check.ts')});
await import(${source('report/json.ts')});
await import(${source('decide/policy-text.ts')});
process.setgid(65534);
process.setuid(65534);
const terminal = { cwd: ${JSON.stringify(closed.path)}, env: { HOME: '/nonexistent' }, color: false, interactive: false,
  progress: false, columns: 80, signal: new AbortController().signal,
  out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
process.exitCode = await program(['check', '--format', 'json', '--no-cache'], terminal);`;
  const done = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    },
  );
  rmSync(join(closed.path, 'closed.ts'), { force: true });
  expect(done.stderr).toBe('');
  expect(done.status).toBe(3);
  expect(done.stdout).toContain('closed.ts');
  expect(done.stdout).toContain('"path": "shut"');
  expect((JSON.parse(done.stdout) as Report).decision.outcome).toBe('review');
});
