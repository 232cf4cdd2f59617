import { resolve } from 'node:path';
import type { ForeignRun } from '../../analyze/sarif/read.ts';
import { check, type Judged } from '../../check.ts';
import { CountersignError } from '../../model/error.ts';
import type { Forge, Published } from '../../model/forge.ts';
import type { ChangeRequest } from '../../model/ports.ts';
import type { Report } from '../../model/report.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import { type OutputChoice, printReports } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';

interface JudgingOptions {
  readonly failOn: 'block' | 'review';
  readonly fix?: true;
  readonly diff?: true;
  /** Files of other scanners, in SARIF. */
  readonly importSarif?: readonly string[];
}

/** Which change a command line names; at most one of them. */
export interface ChangeOptions {
  readonly range: string | undefined;
  readonly staged?: true;
  readonly commit?: string;
  readonly last?: number;
  readonly tree?: string;
}

interface CheckOptions extends JudgingOptions, ChangeOptions {
  readonly forge?: 'github' | 'gitlab';
  /** What to show on the forge; unless told a check and a comment. */
  readonly show?: readonly Published[];
  /** Names of checks or jobs of the forge that are tests. */
  readonly tests?: readonly string[];
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
  return judge({ kind: 'tree' }, folder, { ...options, range: undefined, plain: true }, outputs, globals);
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
  options: CheckOptions & { plain?: boolean },
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const { failOn, forge: forgeName, show = ['check', 'comment'], tests = [], plain = false } = options;
  if (options.fix && options.diff)
    throw new CountersignError('usage/bad-argument', 'Give only one of --fix and --diff.');
  const { terminal } = globals;
  const shown = forgeName === undefined ? null : await import('./forge.ts');
  const forge =
    shown === null || forgeName === undefined ? null : await shown.openForge(forgeName, terminal.env, tests);
  const imported = await readImports(options.importSarif ?? [], globals);
  const session = await openSession(folder, globals, plain);
  const judging = { ...session.judge, imported };
  const ports = forge === null ? session.ports : { ...session.ports, forge };
  let input: Judged;
  try {
    const asked = askedOf(request, forge, plain ? session.under : null);
    const judged = () => check(asked, ports, judging, terminal.signal);
    input = await judged();
    if (options.diff) {
      await showFixes(input.report, session, terminal);
      return exitCodeOf(input.report.decision, failOn);
    }
    if (options.fix && (await makeFixes(input.report, session, terminal))) input = await judged();
  } finally {
    await session.close();
  }
  if (shown !== null && forge !== null) await shown.publishTo(forge, input, new Set(show), failOn, terminal);
  await printReports(input, outputs, failOn, globals);
  return exitCodeOf(input.report.decision, failOn);
}

/** What the command line leaves open is what the CI job of the forge is about. */
function askedOf(request: ChangeRequest, forge: Forge | null, under: string | null): ChangeRequest {
  if (request.kind === 'tree' && under !== null) return { ...request, under };
  if (request.kind !== 'default' || forge === null || forge.range === null) return request;
  return { kind: 'range', range: forge.range };
}

async function readImports(files: readonly string[], globals: Globals): Promise<readonly ForeignRun[]> {
  if (files.length === 0) return [];
  const { importSarif } = await import('./import-sarif.ts');
  return files.flatMap((file) => importSarif(file, globals.cwd));
}

/** Prints what the fixes would change, as a patch. */
async function showFixes(report: Report, { ports }: Session, { out, err, signal }: Terminal): Promise<void> {
  const { fixesOf } = await import('./fix.ts');
  const { files, left } = await fixesOf(report, ports.repository, signal);
  out(files.map(({ diff }) => diff).join(''));
  for (const sentence of left) err(`${sentence}\n`);
}

/** Makes the fixes in the work tree and says so; true when a file changed. */
async function makeFixes(report: Report, { ports, root, progress }: Session, terminal: Terminal): Promise<boolean> {
  const { fixesOf, writeFixes } = await import('./fix.ts');
  const fixes = await fixesOf(report, ports.repository, terminal.signal);
  const told = root === null ? [] : writeFixes(root, fixes);
  progress.clear();
  for (const sentence of told.length === 0 ? ['Nothing could be fixed safely.'] : told) terminal.err(`${sentence}\n`);
  return fixes.files.length > 0;
}
