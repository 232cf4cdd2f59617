import { sha256 } from '../lib/hash.ts';
import type { CommitFacts } from '../model/recording.ts';
import type { NoteAuthor } from './git-ai-notes.ts';
import { type LineRange, mergeRanges } from './ranges.ts';
import { shownText, toolName } from './tools.ts';

const OURS = 'countersign';

/** Where other tools keep these records in a repository. */
export const TRACES_PATH = '.agent-trace/traces.jsonl';

/** Who wrote ranges of a file in one commit: what records of every form come down to. */
export interface TracedRanges {
  readonly commit: string;
  readonly path: string;
  readonly author: NoteAuthor;
  readonly ranges: readonly LineRange[];
}

/**
 * Agent Trace 0.1.0 records, one JSON object a line. A record is taken when it names a git revision; lines of a `mixed` or
 * `unknown` contributor are nobody's. `faults` counts lines that are no such record.
 */
export function readAgentTraces(text: string): { readonly traced: readonly TracedRanges[]; readonly faults: number } {
  const traced: TracedRanges[] = [];
  let faults = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const record = asObject(parsed(line));
    const vcs = asObject(record.vcs);
    const commit = typeof vcs.revision === 'string' ? vcs.revision.toLowerCase() : '';
    if (typeof record.version !== 'string' || !/^[0-9a-f]{40,64}$/.test(commit) || !Array.isArray(record.files)) {
      faults++;
      continue;
    }
    const tool = toolName(asObject(record.tool).name);
    const session = shownText(record.id) ?? 'trace';
    for (const file of record.files.map(asObject)) {
      if (typeof file.path !== 'string' || !Array.isArray(file.conversations)) continue;
      for (const conversation of file.conversations.map(asObject)) {
        for (const range of asList(conversation.ranges).map(asObject)) {
          const contributor = asObject(range.contributor ?? conversation.contributor);
          const author = authorOf(contributor, tool, shownText(conversation.url) ?? session);
          const [start, end] = [range.start_line, range.end_line ?? range.start_line];
          if (!author || !isLine(start) || !isLine(end) || end < start) continue;
          traced.push({ commit, path: file.path, author, ranges: [[start, end]] });
        }
      }
    }
  }
  return { traced, faults };
}

/** One record for one commit; the same commit always gives the same id. */
export function writeAgentTrace(fact: CommitFacts, traced: readonly TracedRanges[], version: string): string {
  const paths = [...new Set(traced.map(({ path }) => path))].sort();
  const digest = sha256(`countersign ${fact.commit.sha}`);
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return JSON.stringify({
    version: '0.1.0',
    id: id.join('-'),
    timestamp: fact.commit.at,
    vcs: { type: 'git', revision: fact.commit.sha },
    tool: { name: OURS, version },
    files: paths.map((path) => ({
      path,
      conversations: traced
        .filter((one) => one.path === path)
        .map(({ author, ranges }) => ({
          contributor: {
            type: author.contributor,
            ...(author.model === undefined
              ? {}
              : { model_id: author.tool === undefined ? author.model : `${author.tool}/${author.model}` }),
          },
          ranges: mergeRanges(ranges).map(([start_line, end_line]) => ({ start_line, end_line })),
        })),
    })),
  });
}

function authorOf(
  contributor: Readonly<Record<string, unknown>>,
  tool: string | undefined,
  session: string,
): NoteAuthor | undefined {
  if (contributor.type === 'human') return { contributor: 'human', session: `h_${sha256(session).slice(0, 14)}` };
  if (contributor.type !== 'ai') return undefined;
  const named = shownText(contributor.model_id);
  const slash = named?.indexOf('/') ?? -1;
  // Our own traces name the assistant before the model; others name the provider there, and themselves as the tool.
  const isOurs = tool === OURS && named !== undefined && slash > 0;
  const model = isOurs ? named.slice(slash + 1) : named;
  const name = isOurs || tool === undefined ? toolName(named?.split('/')[0]) : tool;
  return {
    contributor: 'ai',
    tool: name ?? 'unknown',
    session: `s_${sha256(`${name}:${session}`).slice(0, 14)}`,
    conversation: session,
    ...(model === undefined ? {} : { model }),
  };
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isLine = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
