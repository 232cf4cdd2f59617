import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../git/fixture.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const { version: VERSION } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};
const ACTION = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: unknown }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

/** Runs the step that judges, with a stand-in for npx that ends with `code`. */
function judge(code: number, env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const [bin, temp] = [join(folder, 'bin'), join(folder, 'temp')];
  for (const path of [bin, temp]) mkdirSync(path);
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh\nfor arg; do printf '%s\\n' "$arg"; done > "${folder}/args"\necho report > countersign.md\nexit ${code}\n`,
  );
  chmodSync(join(bin, 'npx'), 0o755);
  const script = ACTION.runs.steps.find(({ id }) => id === 'check')!.run!;
  const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: temp,
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: '/the checkout',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      COUNTERSIGN_RANGE: '',
      COUNTERSIGN_SHOW: 'check,comment',
      COUNTERSIGN_FAIL_ON: 'block',
      COUNTERSIGN_VERSION: VERSION,
      ...env,
    },
  });
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  return {
    code: done.status,
    out: done.stdout,
    args: read('args').trimEnd().split('\n'),
    output: read('output'),
    summary: read('summary'),
  };
}

describe('the composite action', () => {
  test('pins what it uses by commit, and puts no value of the event into a script', () => {
    expect(ACTION.runs.using).toBe('composite');
    for (const { uses, run } of ACTION.runs.steps) {
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
      if (run !== undefined) expect(run).not.toContain('${{');
    }
    expect(ACTION.inputs.version?.default).toBe(VERSION);
  });

  test.each([
    [0, {}, 0, 'outcome=ship\n'],
    [1, {}, 1, 'outcome=block\n'],
    [3, {}, 0, 'outcome=review\n'],
    [3, { COUNTERSIGN_FAIL_ON: 'review' }, 3, 'outcome=review\n'],
    [2, {}, 2, ''],
    [137, {}, 137, ''],
  ] as const)('exit code %i with %j fails the step with %i', (given, env, expected, output) => {
    expect(judge(given, env)).toMatchObject({ code: expected, output, summary: 'report\n' });
  });

  test('asks for the forge, in the checkout, from outside of it', () => {
    const { args } = judge(0);
    expect(args.slice(0, 8)).toEqual([
      '--yes',
      `countersign@${VERSION}`,
      '-C',
      '/the checkout',
      'check',
      '--forge',
      'github',
      '--show',
    ]);
    expect(args).not.toContain('--');
  });

  test('a range is one argument and never an option', () => {
    expect(judge(0, { COUNTERSIGN_RANGE: '--output /etc/x; rm -rf .' }).args.slice(-2)).toEqual([
      '--',
      '--output /etc/x; rm -rf .',
    ]);
  });
});

test('the entries for pre-commit name commands that exist', () => {
  const hooks = parse(readFileSync(join(import.meta.dirname, '../../.pre-commit-hooks.yaml'), 'utf8')) as {
    id: string;
    entry: string;
    pass_filenames: boolean;
  }[];
  expect(hooks.map(({ id }) => id)).toEqual(['countersign', 'countersign-push']);
  for (const { entry, pass_filenames } of hooks) {
    expect(pass_filenames).toBe(false);
    expect(entry).toMatch(/^countersign check( --staged)? --fail-on block$/);
  }
});
