import { lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check } from '../../check.ts';
import { defaultPolicy } from '../../decide/default-policy.ts';
import { clausesFor } from '../../decide/load-clauses.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { blockIn, withBlock } from '../../learn/marked-block.ts';
import { type BrokenRule, instructions, rulesToTeach } from '../../learn/teach.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import { refuseBroken, ruleIds } from './policy.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession, type Session } from './session.ts';

interface TeachOptions {
  readonly check?: true;
  readonly for?: readonly string[];
}

interface Target {
  readonly id: string;
  readonly path: string;
  /** One that exists means that the assistant is used here. */
  readonly signs: readonly string[];
  readonly start?: string;
}

/** AGENTS.md is read by most assistants; the others are written where their assistant is used. */
const TARGETS: readonly Target[] = [
  { id: 'agents', path: 'AGENTS.md', signs: ['.'] },
  { id: 'claude', path: 'CLAUDE.md', signs: ['CLAUDE.md', '.claude'] },
  {
    id: 'cursor',
    path: '.cursor/rules/countersign.mdc',
    signs: ['.cursor', '.cursorrules'],
    start: '---\ndescription: What Countersign asks of a change\nalwaysApply: true\n---\n\n',
  },
  {
    id: 'copilot',
    path: '.github/copilot-instructions.md',
    signs: ['.github/copilot-instructions.md', '.github/instructions'],
  },
];

/** `countersign assistants teach`: writes what the team asks into the files that its assistants read. */
export async function teachCommand(options: TeachOptions, globals: Globals): Promise<ExitCode> {
  const { terminal } = globals;
  const session = await openSession(globals.cwd, globals, true);
  try {
    const top = session.root;
    if (top === null) throw new CountersignError('path/not-writable', 'A bare repository has no files to write.');
    const targets = TARGETS.filter(({ id, signs }) =>
      options.for === undefined
        ? signs.some((sign) => lstatSync(join(top, sign), { throwIfNoEntry: false }))
        : options.for.includes(id),
    ).filter((target) => options.for !== undefined || !readsAgents(top, target));
    const files = targets.map((target) => ({ target, text: textOf(top, target.path) }));
    const taught = new Set(
      files.flatMap(({ text }) => [...(text ?? '').matchAll(/\(`([\w-]+\/[\w-]+)`\): /g)].map((match) => match[1]!)),
    );
    const inner = await teachingOf(session, taught, globals);
    session.progress.clear();
    let stale = 0;
    for (const { target, text } of files) {
      const next = withBlock(text, inner, target.start);
      if (next === null) {
        const found = blockIn(text ?? '');
        const why = found !== null && 'fault' in found ? found.fault : 'it cannot be read';
        throw new CountersignError(
          'config/not-valid',
          `${target.path} was left alone: ${why}. Delete the marks and run this again.`,
        );
      }
      if (next === text) {
        terminal.out(`current  ${target.path}\n`);
        continue;
      }
      stale++;
      if (options.check) terminal.out(`stale    ${target.path}\n`);
      else {
        write(top, target.path, next);
        terminal.out(`${text === null ? 'created ' : 'written '} ${target.path}\n`);
      }
    }
    if (options.check && stale > 0) {
      terminal.out('Run `countersign assistants teach` and commit what it writes.\n');
      return 1;
    }
    return 0;
  } finally {
    await session.close();
  }
}

/** True where the file is a link to AGENTS.md or takes it in: the block would stand there twice. */
function readsAgents(top: string, { path }: Target): boolean {
  if (path === 'AGENTS.md') return false;
  const stat = lstatSync(join(top, path), { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.isSymbolicLink()) return true;
  return stat.isFile() && /^\s*@(?:\.\/)?AGENTS\.md\s*$/m.test(readFileSync(join(top, path), 'utf8'));
}

/** The text of a file; null where there is none. A link is not followed, and what is no file is left alone. */
function textOf(top: string, path: string): string | null {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const folder = lstatSync(join(top, path.slice(0, at)), { throwIfNoEntry: false });
    if (folder !== undefined && !folder.isDirectory())
      throw new CountersignError(
        'path/not-writable',
        `${path} was left alone: ${path.slice(0, at)} is a link or no folder.`,
      );
  }
  const stat = lstatSync(join(top, path), { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isFile())
    throw new CountersignError('path/not-writable', `${path} is a link or no file; it was left alone.`);
  try {
    // Bytes that are no UTF-8 would not survive being written back.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(join(top, path)));
  } catch (cause) {
    throw new CountersignError('path/not-readable', `${path} is not UTF-8; it was left alone.`, { cause });
  }
}

async function teachingOf(session: Session, taught: ReadonlySet<string>, { terminal }: Globals): Promise<string> {
  const team = await policyAt(session.ports.repository, null, ruleIds, terminal.signal);
  refuseBroken(team);
  const { policy } = team;
  const builtIn = new Set(defaultPolicy().tiers.map((tier) => JSON.stringify(tier)));
  const clauses = await clausesFor(policy);
  const titles = new Map(clauses.map(({ id, title }) => [id, title]));
  const { report } = await check({ kind: 'tree' }, session.ports, session.judge, terminal.signal);
  const broken = new Map<string, BrokenRule>();
  for (const { ruleId, level } of report.findings) {
    const rule = session.judge.rules.get(ruleId);
    if (rule === undefined || level === 'note') continue;
    broken.set(ruleId, { id: ruleId, title: rule.title, fix: rule.fix, times: (broken.get(ruleId)?.times ?? 0) + 1 });
  }
  return instructions({
    tiers: policy.tiers.filter((tier) => !builtIn.has(JSON.stringify(tier))),
    clauses: [...new Set(policy.clauses.map(({ id, options }) => `${titles.get(id) ?? id}${namesIn(options)}`))],
    rules: rulesToTeach([...broken.values()], taught),
  });
}

/** The lists of names that a team gave a clause: which assistants, which paths. */
function namesIn(options: Readonly<Record<string, unknown>>): string {
  const lists = Object.entries(options).flatMap(([key, value]) =>
    Array.isArray(value) && value.length > 0 ? [`${key}: ${value.slice(0, 12).join(', ')}`] : [],
  );
  return lists.length === 0 ? '' : ` (${lists.join('; ')})`;
}

/** Whole or not at all, with the mode that the file had. */
function write(top: string, path: string, text: string): void {
  const file = join(top, path);
  const temporary = `${file}.${process.pid}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0o644;
    writeFileSync(temporary, text, { mode: mode & 0o777, flag: 'wx' });
    renameSync(temporary, file);
  } catch (cause) {
    throw new CountersignError('path/not-writable', `Cannot write ${path}: ${reasonOf(cause)}.`, { cause });
  }
}
