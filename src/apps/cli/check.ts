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

interface CheckOptions extends JudgingOptions {
  readonly range: string | undefined;
  readonly staged?: true;
  readonly commit?: string;
  readonly last?: number;
}

/** Judges a change and prints the reports that were asked for. */
export async function checkCommand(
  options: CheckOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  return judge(requestOf(options), globals.cwd, options, outputs, globals);
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
  return judge({ kind: 'tree' }, folder, options, outputs, globals);
}

function requestOf({ range, staged, commit, last }: CheckOptions): ChangeRequest {
  const asked = [range, staged, commit, last].filter((given) => given !== undefined);
  if (asked.length > 1) {
    throw new CountersignError('usage/bad-argument', 'Give only one of RANGE, --staged, --commit and --last.');
  }
  if (staged) return { kind: 'staged' };
  if (commit !== undefined) return { kind: 'commit', revision: commit };
  if (last !== undefined) return { kind: 'range', range: `HEAD~${last}..HEAD` };
  if (range !== undefined) return { kind: 'range', range };
  return { kind: 'default' };
}

async function judge(
  request: ChangeRequest,
  folder: string,
  { failOn }: JudgingOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const session = await openSession(folder, globals, request.kind === 'tree');
  let input: ReportInput;
  try {
    const asked = request.kind === 'tree' ? { ...request, under: session.under } : request;
    input = await check(asked, session.ports, session.judge, globals.terminal.signal);
  } finally {
    await session.close();
  }
  await printReports(input, outputs, failOn, globals);
  return exitCodeOf(input.report.decision, failOn);
}
