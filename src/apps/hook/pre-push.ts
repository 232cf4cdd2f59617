import { spawn } from 'node:child_process';
import { type Pushed, pushedCommits } from '../../adapters/setup/pushed.ts';
import { STOP_CODE } from '../../lib/hook-script.ts';
import { visible } from '../../report/visible.ts';

type Commits = Extract<Pushed, { kind: 'commits' }>;

/**
 * Judges what a push brings, each new stretch of commits once, and gives the exit code: `STOP_CODE` for a block, 0 for
 * all else. What could not be judged passes, and it is said.
 */
export async function prePush(cwd: string, remote: string, stdin: string): Promise<number> {
  const pushed = (await pushedCommits(cwd, remote, stdin)).filter((each): each is Commits => each.kind === 'commits');
  let stopped = false;
  for (const { ref, base, head, note } of once(pushed)) {
    const name = visible(ref.replace(/^refs\/heads\//, ''));
    if (note !== undefined) say(`${name}: ${note}; what is new is told from the branches that are known.`);
    const { code, report } = await check(cwd, base, head);
    if (code === 1) {
      stopped = true;
      process.stderr.write(report);
      say(`the push of ${name} is stopped; \`git push --no-verify\` pushes all the same.`);
    } else if (code === 0)
      say(
        `${name}: ${
          report
            .split('\n')
            .find((line) => line.trim() !== '')
            ?.trim() ?? 'nothing to judge.'
        }`,
      );
    else {
      process.stderr.write(report);
      say(`${name} could not be judged; it is pushed unchecked.`);
    }
  }
  if (stopped) return STOP_CODE;
  // Who wrote the commits travels beside them; a remote that refuses it says so and stops nothing.
  if (pushed.length > 0) await countersign(cwd, ['provenance', 'push', remote]);
  return 0;
}

/** Two branches with the same new commits are judged once, under the name of the first. */
function once(pushed: readonly Commits[]): readonly Commits[] {
  return [...new Map(pushed.map((each) => [`${each.base} ${each.head}`, each] as const).reverse()).values()].reverse();
}

function check(cwd: string, base: string | null, head: string): Promise<{ code: number | null; report: string }> {
  const range = base === null ? ['--tree', head] : [`${base}..${head}`];
  return countersign(cwd, ['check', ...range, '--fail-on', 'block']);
}

/** Runs a command in a process of its own, so that nothing in it can be taken for a verdict of the hook. */
function countersign(cwd: string, args: readonly string[]): Promise<{ code: number | null; report: string }> {
  const color = process.stderr.isTTY === true ? { FORCE_COLOR: '1' } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
      cwd,
      env: { ...process.env, ...color },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, report: Buffer.concat(chunks).toString('utf8') }));
  });
}

function say(sentence: string): void {
  process.stderr.write(`countersign: ${sentence}\n`);
}
