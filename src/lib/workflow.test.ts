import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow } from './workflow.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
const workflow = parse(githubWorkflow()) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

describe('the workflow that init writes', () => {
  it('gives the write permission to the job that uploads SARIF and to no other', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const writers = Object.entries(workflow.jobs).filter(([, job]) =>
      Object.values(job.permissions ?? {}).includes('write'),
    );
    expect(writers.map(([name]) => name)).toEqual(['code-scanning']);
    expect(workflow.jobs['code-scanning']?.steps.some((step) => step.run !== undefined)).toBe(false);
  });

  it('never runs with the rights of the base for code of a fork', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'merge_group']);
    expect(githubWorkflow()).not.toContain('secrets.');
  });

  it('puts no expression into a shell script', () => {
    const scripts = steps.flatMap((step) => step.run ?? []);
    expect(scripts.length).toBeGreaterThan(1);
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  it('pins every action by a full commit id, with the version as a comment', () => {
    const uses = githubWorkflow()
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('runs the release it came with', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(githubWorkflow()).toContain(`countersign@${version} `);
  });
});

describe('the check step, run with a stand-in for npx', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function runStep(exitCode: number): { status: number; log: string; summary: string; args: string } {
    const folder = mkdtempSync(join(tmpdir(), 'workflow '));
    folders.push(folder);
    mkdirSync(join(folder, 'bin'));
    const npx = join(folder, 'bin', 'npx');
    writeFileSync(npx, `#!/bin/sh\necho "$@" > args\necho '## verdict' > countersign.md\nexit ${exitCode}\n`);
    chmodSync(npx, 0o755);
    const script = steps.find((step) => step.name === 'countersign check')?.run ?? '';
    const env = {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      GITHUB_WORKSPACE: '/checkout',
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      BASE: 'aaa',
      HEAD: 'bbb',
    };
    let status = 0;
    let log = '';
    try {
      log = execFileSync('bash', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' });
    } catch (error) {
      const failure = error as { status: number; stdout: string };
      status = failure.status;
      log = failure.stdout;
    }
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { status, log, summary: text('summary'), args: text('args') };
  }

  it('judges what the head adds to the base', () => {
    expect(runStep(0).args).toMatch(/^--yes countersign@\S+ -C \/checkout check aaa\.\.\.bbb --format markdown /);
  });

  it.each([
    [0, 0, 'ship'],
    [1, 1, '::error title=Countersign::Blocked'],
    [2, 2, 'could not be judged'],
    [3, 0, '::notice'],
  ])('turns exit code %i into %i and says so', (exitCode, status, sentence) => {
    const result = runStep(exitCode);
    expect(result.status).toBe(status);
    expect(result.log).toContain(sentence);
    expect(result.summary).toBe('## verdict\n');
  });
});
