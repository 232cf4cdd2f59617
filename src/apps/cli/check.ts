import { resolve } from 'node:path';
import { check } from '../../check.ts';
import { CountersignError } from '../../model/error.ts';
import type { ChangeRequest } from '../../model/ports.ts';
import type { ReportInput } from '../../model/report.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import { type OutputChoice, printReports } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';

interface JudgingOptions {
  readonly failOn: 'block' | 'review';
}

/** Which change a command line names; at most one of them. */
export interface ChangeOptions {
  readonly range: string | undefined;
  readonly staged?: true;
  readonly commit?: string;
  readonly last?: number;
  readonly tree?: string;
}

interface CheckOptions extends JudgingOptions, ChangeOptions {}

/** Judges a change and prints the reports that were asked for. */
export async function checkCommand(
  options: CheckOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  return judge(requestOf(options), globals.cwd, options, outputs, globals, false);
}

interface ScanOptions extends JudgingOptions {
  readonly path: string;
}

/** Judges every file below a folder, in git or not. */
export async function scanCommand(
  options: ScanOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const folder = resolve(globals.cwd, options.path);
  return judge({ kind: 'tree' }, folder, options, outputs, globals, true);
}

/** The change meant; throws `usage/bad-argument` when several are. */
export function requestOf({ range, staged, commit, last, tree }: ChangeOptions): ChangeRequest {
  const asked = [range, staged, commit, last, tree].filter((given) => given !== undefined);
  if (asked.length > 1) {
    throw new CountersignError('usage/bad-argument', 'Give only one of RANGE, --staged, --commit, --last and --tree.');
  }
  if (staged) return { kind: 'staged' };
  if (commit !== undefined) return { kind: 'commit', revision: commit };
  if (last !== undefined) return { kind: 'range', range: `HEAD~${last}..HEAD` };
  if (tree !== undefined) return { kind: 'tree', revision: tree };
  if (range !== undefined) return { kind: 'range', range };
  return { kind: 'default' };
}

async function judge(
  request: ChangeRequest,
  folder: string,
  { failOn }: JudgingOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
  plain: boolean,
): Promise<ExitCode> {
  const session = await openSession(folder, globals, plain);
  let input: ReportInput;
  try {
    const asked = request.kind === 'tree' && plain ? { ...request, under: session.under } : request;
    input = await check(asked, session.ports, session.judge, globals.terminal.signal);
  } finally {
    await session.close();
  }
  await printReports(input, outputs, failOn, globals);
  return exitCodeOf(input.report.decision, failOn);
}
