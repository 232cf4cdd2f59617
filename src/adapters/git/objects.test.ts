import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type ObjectReader, objectReader } from './objects.ts';
import { type Git, gitIn } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
execFileSync('git', ['init', '-q', '--bare', folder]);
const { signal } = new AbortController();
let git: Git;
let reader: ObjectReader | undefined;

afterEach(() => reader?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blob(content: string | Buffer): string {
  const args = ['--git-dir', folder, 'hash-object', '-w', '--stdin'];
  return execFileSync('git', args, { input: content, encoding: 'utf8' }).trim();
}

function open(): ObjectReader {
  git = gitIn(folder);
  reader = objectReader(git);
  return reader;
}

test('answers in one process, whatever the sizes, and knows what is missing', async () => {
  const contents = ['', 'x', '\n', 'missing\n', 'a'.repeat(200_000), 'b'.repeat(70_000)];
  const ids = contents.map(blob);
  const objects = open();
  const answers = await Promise.all([...ids, 'nope', 'a b c', 'x\ny'].map((id) => objects.ask(id, 100_000, signal)));
  expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer.bytes?.toString()))).toEqual([
    '',
    'x',
    '\n',
    'missing\n',
    undefined,
    'b'.repeat(70_000),
    'missing',
    'missing',
    'missing',
  ]);
  expect(git.started).toBe(1);
});

test('ends the process rather than read past a huge object, and answers what comes after', async () => {
  const huge = blob(Buffer.alloc(80_000_000));
  const small = blob('small');
  const objects = open();
  const answers = await Promise.all([huge, small, huge, small].map((id) => objects.ask(id, 1000, signal)));
  expect(answers).toMatchObject([{ size: 80_000_000 }, { size: 5 }, { size: 80_000_000 }, { size: 5 }]);
  expect(git.started).toBe(3);
});

test('an interrupted question takes nobody else with it', async () => {
  const id = blob('content');
  const objects = open();
  for (let round = 0; round < 20; round += 1) {
    const stop = new AbortController();
    const stopped = Array.from({ length: round }, () => objects.ask(id, 1000, stop.signal));
    const settled = Promise.allSettled(stopped);
    const before = objects.ask(id, 1000, signal);
    if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, round));
    stop.abort();
    const after = objects.ask(id, 1000, signal);
    for (const answer of await Promise.all([before, after])) expect(answer).toMatchObject({ size: 7 });
    for (const answer of await settled) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'interrupted' });
    }
  }
});

test('says that git is not there', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/nonexistent';
  try {
    await expect(open().ask('x', 1, signal)).rejects.toMatchObject({ code: 'git/not-installed' });
  } finally {
    process.env.PATH = path;
  }
});
