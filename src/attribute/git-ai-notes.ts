import { type LineRange, mergeRanges } from './ranges.ts';
import { shownText, toolName } from './tools.ts';

/** Who a note says wrote some lines; `undefined` tool and model where the note does not tell. */
export interface NoteAuthor {
  readonly contributor: 'ai' | 'human' | 'mixed';
  /** Only what a commit or a tool declared of the whole; absent for what was seen line by line. */
  readonly declared?: 'trailer' | 'author' | 'trace';
  readonly tool?: string;
  readonly model?: string;
  /** The key under which the note keeps the session, or the person. */
  readonly session?: string;
  /** The assistant's own id of the conversation. */
  readonly conversation?: string;
}

interface NoteEntry {
  readonly author: NoteAuthor;
  /** Sorted, 1-based, inclusive line ranges at the note's commit. */
  readonly ranges: readonly LineRange[];
}

/** What is wrong with a note; a reader goes on with what is left of it. */
type NoteFault =
  | 'too-large'
  | 'truncated'
  | 'unknown-schema'
  | 'bad-line'
  | 'bad-range'
  | 'unknown-key'
  | 'overlapping-ranges';

export interface AuthorshipNote {
  readonly files: ReadonlyMap<string, readonly NoteEntry[]>;
  /** Each fault with the place where it was seen first. */
  readonly faults: readonly { readonly fault: NoteFault; readonly where: string }[];
  /** Members of the note's own metadata that a writer may have added, for readers that know them. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

const MAX_CHARACTERS = 8 * 1024 * 1024;
const MAX_LINE = 0x7fff_ffff;
const SCHEMA = /^authorship\/([0-9]+)\.[0-9]+\.[0-9]+$/;
const DECLARED = ['trailer', 'author', 'trace'] as const;
const NOTHING: ReadonlyMap<string, readonly NoteEntry[]> = new Map();

/** Reads an `authorship/3.0.0` note and its predecessors; never throws, whatever the text is. */
export function readGitAiNote(text: string): AuthorshipNote {
  if (text.length > MAX_CHARACTERS) {
    const where = `${(text.length / 1024 / 1024).toFixed(0)} MB of at most ${MAX_CHARACTERS / 1024 / 1024}`;
    return { files: NOTHING, faults: [{ fault: 'too-large', where }], metadata: {} };
  }
  const faults = new Map<NoteFault, string>();
  const note = (fault: NoteFault, where: string): void => {
    if (!faults.has(fault)) faults.set(fault, shownText(where) ?? '');
  };
  const result = (files: ReadonlyMap<string, readonly NoteEntry[]>, metadata: Record<string, unknown>) => ({
    files,
    metadata,
    faults: [...faults].map(([fault, where]) => ({ fault, where })),
  });

  const lines = text.split('\n');
  const divider = lines.indexOf('---');
  const metadata = divider < 0 ? undefined : objectIn(lines.slice(divider + 1).join('\n'));
  if (metadata === undefined) {
    note('truncated', divider < 0 ? 'no divider' : 'metadata is not a JSON object');
    return result(NOTHING, {});
  }
  const version = typeof metadata.schema_version === 'string' ? SCHEMA.exec(metadata.schema_version) : null;
  if (!version || Number(version[1]) > 3) {
    note('unknown-schema', String(metadata.schema_version ?? 'none'));
    return result(NOTHING, metadata);
  }
  return result(readFiles(lines.slice(0, divider), authorsOf(metadata), note), metadata);
}

type Note = (fault: NoteFault, where: string) => void;

function readFiles(
  lines: readonly string[],
  authorOf: (key: string) => NoteAuthor | undefined,
  note: Note,
): Map<string, NoteEntry[]> {
  const files = new Map<string, NoteEntry[]>();
  let entries: NoteEntry[] | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    if (!line.startsWith('  ')) {
      const path = unquote(line);
      entries = files.get(path) ?? [];
      files.set(path, entries);
      continue;
    }
    const [key, spec, ...rest] = line.trim().split(/[ \t]+/);
    if (!entries || key === undefined || spec === undefined || rest.length > 0) {
      note('bad-line', line);
      continue;
    }
    const ranges = rangesIn(spec, note);
    const author = authorOf(key);
    if (!author) note('unknown-key', key);
    else if (ranges.length > 0) entries.push({ author, ranges });
  }
  for (const [path, entries] of files) if (overlap(entries)) note('overlapping-ranges', path);
  return files;
}

/** Sorted and merged; a part that is no range is left out and told. */
function rangesIn(spec: string, note: Note): LineRange[] {
  const ranges: LineRange[] = [];
  for (const part of spec.split(',')) {
    const match = /^([0-9]{1,10})(?:-([0-9]{1,10}))?$/.exec(part);
    const start = Number(match?.[1]);
    const end = match?.[2] === undefined ? start : Number(match[2]);
    if (!match || start < 1 || end < start || end > MAX_LINE) note('bad-range', part);
    else ranges.push([start, end]);
  }
  return mergeRanges(ranges);
}

function overlap(entries: readonly NoteEntry[]): boolean {
  const ranges = entries.flatMap((entry) => [...entry.ranges]).sort((a, b) => a[0] - b[0]);
  return ranges.some((range, i) => i > 0 && range[0] <= ranges[i - 1]![1]);
}

/** A path with white space stands in quotes; nothing inside them is escaped. */
const unquote = (line: string): string =>
  line.length >= 2 && line.startsWith('"') && line.endsWith('"') ? line.slice(1, -1) : line;

/** Keys of sessions, people and older prompts; a key may carry the trace it belongs to after `::`. */
function authorsOf(metadata: Record<string, unknown>): (key: string) => NoteAuthor | undefined {
  const sessions = asObject(metadata.sessions);
  const prompts = asObject(metadata.prompts);
  const humans = asObject(metadata.humans);
  return (key) => {
    const [id = ''] = key.split('::');
    if (own(humans, id) !== undefined) return { contributor: 'human', session: id };
    const record = asObject(own(sessions, id) ?? own(prompts, id) ?? own(prompts, key));
    const agent = asObject(own(record, 'agent_id'));
    const tool = toolName(own(agent, 'tool'));
    if (tool === undefined) return undefined;
    const named = shownText(own(agent, 'model'));
    const model = named === 'unknown' ? undefined : named;
    const conversation = shownText(own(agent, 'id'));
    // Our own word for what is less than a line record: other readers of this form do not know it.
    const grade = asObject(own(record, 'countersign'));
    const declared = DECLARED.find((source) => source === grade.source);
    return {
      contributor: grade.contributor === 'mixed' ? 'mixed' : 'ai',
      ...(declared === undefined ? {} : { declared }),
      tool,
      session: shownText(id)!,
      ...(model === undefined ? {} : { model }),
      ...(conversation === undefined ? {} : { conversation }),
    };
  };
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
/** The keys are the note's: `constructor` must not find anything. */
const own = (object: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;
