import { sha256 } from '../lib/hash.ts';
import type { BlamedRange } from '../model/ports.ts';
import type { TracedRanges } from './agent-trace.ts';
import { type AddedBy, declaredAuthor } from './declared-records.ts';
import type { NoteAuthor } from './git-ai-notes.ts';
import { mergeRanges } from './ranges.ts';
import { shownText, toolName } from './tools.ts';

/** A file that a session changed; ranges stand in the last commit of the session. */
interface SessionFile {
  readonly path: string;
  readonly isMachine: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

/** An `AI_CODING_SESSION` material of Chainloop. */
export interface CodingSession {
  readonly tool: string;
  readonly session: string;
  readonly model?: string;
  /** Commits of the session; the last one is where line ranges stand. */
  readonly commits: readonly string[];
  readonly files: readonly SessionFile[];
}

/** Reads a session, bare or in its evidence wrapper; undefined for a document that is none. Never throws. */
export function readCodingSession(text: string): CodingSession | undefined {
  let root: Fields;
  try {
    root = asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
  const document = asObject(root.data).agent === undefined ? root : asObject(root.data);
  const tool = toolName(asObject(document.agent).name);
  const session = shownText(asObject(document.session).id);
  if (tool === undefined || session === undefined) return undefined;
  const model = asObject(document.model);
  const named = shownText(model.primary ?? model.name ?? model.id);
  const files = asList(asObject(document.code_changes).files).map(asObject);
  return {
    tool,
    session,
    ...(named === undefined ? {} : { model: named }),
    commits: commitsIn(asObject(document.git_context)),
    files: files.flatMap(({ path, attribution, line_ranges }) => {
      if (typeof path !== 'string') return [];
      const ranges = asList(line_ranges)
        .map(asObject)
        .flatMap(({ start, end }) => (isLine(start) && isLine(end) && start <= end ? [[start, end] as const] : []));
      return [{ path, isMachine: attribution === 'ai', ranges }];
    }),
  };
}

/**
 * Line ranges are a record of lines and go to the commits of the session that git blames them on; a file without ranges is
 * only declared. `blamed` is the file in the session's last commit.
 */
export function codingSessionRecords(
  { tool, session, model, commits, files }: CodingSession,
  blamed: (path: string) => readonly BlamedRange[] | undefined,
  added: AddedBy,
): TracedRanges[] {
  const of = new Set(commits);
  const author: NoteAuthor = {
    contributor: 'ai',
    tool,
    session: `s_${sha256(`${tool}:${session}`).slice(0, 14)}`,
    conversation: session,
    ...(model === undefined ? {} : { model }),
  };
  const traced: TracedRanges[] = [];
  for (const { path, isMachine, ranges } of files) {
    if (!isMachine) continue;
    if (ranges.length === 0) {
      const help = declaredAuthor({ contributor: 'mixed', source: 'trace', session }, tool);
      for (const commit of commits) {
        const own = added(commit)?.get(path);
        if (own) traced.push({ commit, path, author: help, ranges: own });
      }
      continue;
    }
    for (const { commit, path: name, start, lines, originalStart } of blamed(path) ?? []) {
      if (commit === null || !of.has(commit)) continue;
      const shifted = ranges
        .map(([from, to]) => [Math.max(from, start), Math.min(to, start + lines - 1)] as const)
        .filter(([from, to]) => from <= to)
        .map(([from, to]) => [from - start + originalStart, to - start + originalStart] as const);
      if (shifted.length > 0) traced.push({ commit, path: name, author, ranges: mergeRanges(shifted) });
    }
  }
  return traced;
}

/** Whatever member holds them: ids alone, or objects with an id; in their order, each once, the named end last. */
function commitsIn(context: Fields): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(context)) {
    if (/start|base|parent/.test(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      const { sha, hash, id, commit } = asObject(one);
      const text = [one, sha, hash, id, commit].find((each) => typeof each === 'string');
      if (typeof text === 'string' && /^[0-9a-f]{40,64}$/.test(text)) found.push(text);
    }
  }
  return [...new Set(found.reverse())].reverse();
}

type Fields = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isLine = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;
