import { expect, test } from 'vitest';
import { run } from '../../src/apps/cli/main.ts';
import { ADA, fixtureRepository } from '../git/fixture.ts';

async function command(cwd: string, ...args: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await run(args, {
    cwd,
    env: { XDG_STATE_HOME: cwd },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 100,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

const POLICY = 'version: 1\nclauses:\n  new-findings: { humanWarning: review }\n';
const AUTH = { 'src/auth/check.ts': 'export const ok = (x: string) => x.length > 3;\n' };

function repository() {
  const made = fixtureRepository();
  made.commit({ files: { 'countersign.yaml': POLICY, 'src/a.ts': 'export const a = 1;\n' } });
  made.commit({ files: AUTH, author: ADA, trailers: ['Assisted-by: Claude:claude-opus-4'] });
  return made;
}

test('explain says why, what protects the change, and the shortest way to ship', async () => {
  const { code, out } = await command(repository().path, 'policy', 'explain', '--last', '1');
  expect(code).toBe(0);
  expect(out).toMatch(/^REVIEW: 1 commit of HEAD~1\.\.HEAD, under countersign\.yaml at [0-9a-f]{12}\n/);
  expect(out).toContain('* missing independent review');
  expect(out).toContain('1. Have a person who did not write it approve exactly this commit.');
});

test('explain as JSON holds decision, ladder and steps', async () => {
  const { out } = await command(repository().path, 'policy', 'explain', '--last', '1', '--format', 'json');
  const explained = JSON.parse(out);
  expect(explained.decision.outcome).toBe('review');
  expect(explained.ladder).toHaveLength(11);
  expect(explained.steps).toHaveLength(1);
});

test('show prints the policy of the base, and with --worktree the one in the work tree', async () => {
  const made = repository();
  made.write({ 'countersign.yaml': 'version: 1\nextends: linux\n' });
  expect((await command(made.path, 'policy', 'show')).out).toContain('new-findings {"humanWarning":"review"}');
  const { code, out } = await command(made.path, 'policy', 'show', '--worktree');
  expect(code).toBe(0);
  expect(out).toContain('declared-assistance {"trailers":["Assisted-by"]}');
});

test('a policy that cannot be used is told with its place, and exit code 2', async () => {
  const made = repository();
  made.write({ 'countersign.yaml': 'version: 1\nextends: strikt\n' });
  const shown = await command(made.path, 'policy', 'show', '--worktree');
  expect([shown.code, shown.out]).toEqual([2, expect.stringContaining('Line 2, column 10: extends must be one of')]);
  const compared = await command(made.path, 'policy', 'diff');
  expect([compared.code, compared.out]).toEqual([2, '']);
  expect(compared.err).toMatch(
    /^countersign: The policy cannot be used: .*line 2, column 10.* Did you mean strict\?\n$/,
  );
});

test('test runs the cases, and fails by exit code 1 when one does not hold', async () => {
  const made = repository();
  made.write({
    'countersign.test.yaml':
      'version: 1\ncases:\n  - { name: it ships, facts: { files: { a.ts: ai } }, expect: ship }\n',
    'countersign.yaml': 'version: 1\nextends: no-ai\n',
  });
  expect((await command(made.path, 'policy', 'test')).code).toBe(0);
  const { code, out } = await command(made.path, 'policy', 'test', '--worktree');
  expect(code).toBe(1);
  expect(out).toContain('Failed: it ships\n  Expected ship, got block: Lines by an assistant are on record.');
});

test('test says in one sentence what is wrong with a file of cases', async () => {
  const made = repository();
  made.write({ 'broken.yaml': 'version: 1\ncases:\n  - { nam: x, facts: {}, expect: ship }\n' });
  expect(await command(made.path, 'policy', 'test', 'nowhere.yaml')).toMatchObject({
    code: 2,
    err: 'countersign: nowhere.yaml is not there.\n',
  });
  expect((await command(made.path, 'policy', 'test', 'broken.yaml')).err).toBe(
    'countersign: broken.yaml:3:5: cases[0].name is missing.\n',
  );
  expect((await command(made.path, 'policy', 'test', '.')).err).toBe('countersign: . cannot be read.\n');
});

test('diff says what an edit of the policy would mean', async () => {
  const made = repository();
  made.write({ 'countersign.yaml': 'version: 1\nclauses: { critical-authors: off }\n' });
  const { out } = await command(made.path, 'policy', 'diff');
  expect(out).toContain('The clause critical-authors is no longer asked.');
  expect(out).toContain('Passes more easily\n');
  expect(out).toContain('review → ship: src/auth/a.ts (ai)');
});

test('replay judges the last commits again by the policy in the work tree', async () => {
  const made = repository();
  made.write({ 'countersign.yaml': 'version: 1\nextends: no-ai\n' });
  const { code, out } = await command(made.path, 'policy', 'replay', '--last', '1');
  expect(code).toBe(0);
  expect(out).toMatch(/review: 1 → 0\n {2}block: 0 → 1\n/);
  expect(out).toMatch(/[0-9a-f]{12}: review → block\n {2}Lines by an assistant are on record\./);
});
