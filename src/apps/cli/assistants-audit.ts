import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { noCache } from '../../adapters/cache/disk-cache.ts';
import { openFolder } from '../../adapters/folder/folder.ts';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { ownAssistantFiles } from '../../adapters/setup/own-assistant-files.ts';
import { createAnalysts } from '../../adapters/threads/analysts.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import { inventoryOf } from '../../analyze/assistants/inventory.ts';
import { LOCK_PATH, lockText, pinsOf } from '../../analyze/assistants/lock.ts';
import { describeRule } from '../../analyze/findings.ts';
import type { RuleSpec } from '../../analyze/rule.ts';
import { check, type Judge } from '../../check.ts';
import { pathMatcher } from '../../lib/glob.ts';
import { digestOf } from '../../lib/hash.ts';
import { decodeText } from '../../lib/text.ts';
import { BUILD, VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { Ports, Repository } from '../../model/ports.ts';
import { createParser } from '../../parse/parser.ts';
import { inventoryTerminal } from '../../report/assistants.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import { ASSISTANT_FILES, IGNORE_FILES } from '../../rules/assistants/files.ts';
import { rules } from '../../rules/index.ts';
import { openPlace } from '../session/open.ts';
import { onlyFiles } from '../session/some-files.ts';
import { type OutputChoice, printReports, reportOptions } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { progressLine } from './progress.ts';

interface AuditOptions {
  readonly path: string;
  readonly failOn: 'block' | 'review';
  readonly user?: true;
  readonly pin?: true;
}

/** Files that say something to an assistant, or run beside one. */
const WANTED = pathMatcher([
  ...ASSISTANT_FILES,
  ...IGNORE_FILES,
  LOCK_PATH,
  '**/.vscode/tasks.json',
  '**/*.code-workspace',
  '**/.devcontainer/**',
  '**/.devcontainer.json',
  '.github/workflows/*',
]);
const IS_WORKFLOW = pathMatcher(['.github/workflows/*']);
/** What a repository must not decide for a person, a person may decide. */
const OF_REPOSITORIES = new Set(['assistants/base-url-override', 'assistants/auto-enabled-servers']);

/** `countersign assistants audit`: what assistants are told and allowed, read as data. */
export async function auditCommand(
  options: AuditOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const { terminal, cwd } = globals;
  if (options.user && options.pin)
    throw new CountersignError('usage/bad-argument', 'Give only one of --user and --pin: the lock file is the team’s.');
  const asked = rules.filter((rule) => isAsked(rule, options.user === true));
  const judge = judgeOf(asked, terminal.env.COUNTERSIGN_ACTOR);
  const analyzer = judge.analyzer;
  const analysts = createAnalysts({
    analyzeFile: (job) => analyzer.analyzeFile(job),
    analyzeProgram: (files) => analyzer.analyzeProgram(files),
  });
  const home = terminal.env.HOME ?? homedir();
  const folder = options.user ? home : resolve(cwd, options.path);
  const progress = progressLine(terminal);
  const opened = options.user
    ? null
    : await openPlace(
        folder,
        { judge, analysts },
        { env: terminal.env, signal: terminal.signal, progress, cache: false, plain: true },
      );
  const repository = opened?.ports.repository ?? openFolder(home, { files: ownAssistantFiles(home) });
  const ports: Ports = {
    repository: onlyFiles(repository, WANTED, 'files for assistants'),
    analysts,
    cache: noCache,
    clock: { now: () => new Date().toISOString() },
    progress,
  };
  try {
    const under = opened?.under ?? '';
    const judged = await check({ kind: 'tree', under }, ports, judge, terminal.signal);
    const texts = await textsOf(repository, judged.report.change.files, terminal.signal);
    progress.clear();
    if (options.pin) terminal.err(pin(join(opened?.top ?? folder, LOCK_PATH), texts));
    const inventory = inventoryOf(texts);
    if (outputs.some(({ format, file }) => format === 'terminal' && file === undefined))
      terminal.out(inventoryTerminal(inventory, reportOptions('terminal', terminal)));
    // The decision of a team's policy is about changes; here only findings count.
    await printReports(judged, outputs, options.failOn, globals);
    return exitCodeOf(judged.report.decision, options.failOn);
  } finally {
    await analysts.close();
    opened?.close();
  }
}

function isAsked({ id }: RuleSpec, user: boolean): boolean {
  return id.startsWith('assistants/') ? !(user && OF_REPOSITORIES.has(id)) : id.startsWith('leakage/');
}

function judgeOf(asked: readonly RuleSpec[], actor: string | undefined) {
  const analyzer = createAnalyzer({ rules: asked, parser: createParser(fileGrammars()) });
  return {
    analyzer,
    rules: new Map(asked.map((rule) => [rule.id, describeRule(rule)])),
    rulesDigest: digestOf({ version: VERSION, build: BUILD ?? 'source', asked: asked.map(({ id }) => id) }),
    actor: { id: actor ?? 'unknown', kind: 'unknown' },
  } satisfies Judge;
}

async function textsOf(
  repository: Repository,
  files: readonly { readonly path: string; readonly blob?: string }[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const wanted = files.flatMap(({ path, blob }) => (blob === undefined || IS_WORKFLOW(path) ? [] : [{ path, blob }]));
  const contents = await repository.read(wanted, signal);
  const texts = new Map<string, string>();
  for (const { path, blob } of wanted) {
    const content = contents.get(blob);
    if (content === undefined || !('bytes' in content)) continue;
    const decoded = decodeText(content.bytes);
    if ('text' in decoded) texts.set(path, decoded.text);
  }
  return texts;
}

function pin(path: string, texts: ReadonlyMap<string, string>): string {
  const pins = new Map([...texts].flatMap(([file, text]) => [...pinsOf(file, text)]));
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lockText(pins));
  } catch (cause) {
    throw new CountersignError('path/not-writable', `Cannot write ${LOCK_PATH}.`, { cause });
  }
  return `Wrote ${LOCK_PATH} with ${pins.size} pins: commit it.\n`;
}
