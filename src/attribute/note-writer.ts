import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256 } from '../lib/hash.ts';
import type { Person } from '../model/change.ts';
import type { NoteAuthor } from './git-ai-notes.ts';
import { type LineRange, mergeRanges } from './ranges.ts';

/**
 * A note must travel with every push and fetch: at most 64 KB, of which a signature that names its sources may take 12.
 * Nobody needs more to say who wrote one commit.
 */
const MAX_NOTE_BYTES = 52 * 1024;

export interface NoteContent {
  /** The version that writes it. */
  readonly version: string;
  /** The first parent, or null for a first commit. */
  readonly base: string | null;
  /** Author of the commit, for lines of people. */
  readonly author: Person;
  readonly files: ReadonlyMap<
    string,
    readonly { readonly author: NoteAuthor; readonly ranges: readonly LineRange[] }[]
  >;
  /** `hook`: seen by the journal of this clone. `carried`: taken over from other commits. `recovered`: by content alone. */
  readonly source: 'hook' | 'carried' | 'recovered';
  /** Commits that the record was carried from. */
  readonly from: readonly string[];
}

/** The key of a conversation, as other tools of this format compute it. */
export const sessionKey = (tool: string, conversation: string): string =>
  `s_${sha256(`${tool}:${conversation}`).slice(0, 14)}`;

/** The key of a person. */
export const personKey = ({ name, email }: Person): string => `h_${sha256(`${name} <${email}>`).slice(0, 14)}`;

/**
 * The note in the `authorship/3.0.0` form. Lines of people are left out where it would grow beyond 64 KB, then files from
 * the end; `dropped` counts the lines that are not in it. A path that the form cannot hold is dropped too.
 */
export function writeNote(content: NoteContent): { readonly text: string; readonly dropped: number } {
  const all = [...content.files].filter(([path]) => !/[\n\r]/.test(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  const lost = [...content.files].filter(([path]) => /[\n\r]/.test(path));
  let dropped = lost.reduce((sum, [, entries]) => sum + lines(entries), 0);
  const whole = format(content, all);
  if (Buffer.byteLength(whole) <= MAX_NOTE_BYTES) return { text: whole, dropped };
  const machines = all
    .map(([path, entries]) => [path, entries.filter(({ author }) => author.contributor === 'ai')] as const)
    .filter(([, entries]) => entries.length > 0);
  dropped += all.reduce((sum, [, entries]) => sum + lines(entries), 0);
  let kept = machines.length;
  let text = format(content, machines);
  while (Buffer.byteLength(text) > MAX_NOTE_BYTES && kept > 0) {
    kept = Math.floor(kept * 0.8);
    text = format(content, machines.slice(0, kept));
  }
  return { text, dropped: dropped - machines.slice(0, kept).reduce((sum, [, entries]) => sum + lines(entries), 0) };
}

type Entries = readonly { readonly author: NoteAuthor; readonly ranges: readonly LineRange[] }[];

const lines = (entries: Entries): number =>
  entries.reduce((sum, { ranges }) => sum + ranges.reduce((n, [start, end]) => n + end - start + 1, 0), 0);

function format(content: NoteContent, files: readonly (readonly [string, Entries])[]): string {
  const sessions: Record<string, object> = {};
  const humans: Record<string, object> = {};
  const body: string[] = [];
  const person = `${content.author.name} <${content.author.email}>`;
  for (const [path, entries] of files) {
    body.push(/\s|^"|^---$/.test(path) ? `"${path}"` : path);
    for (const { author, ranges } of entries) {
      const key = author.session ?? personKey(content.author);
      if (author.contributor === 'human') humans[key] = { author: person };
      else {
        const id = author.conversation ?? '';
        sessions[key] = {
          agent_id: { tool: author.tool ?? 'unknown', id, model: author.model ?? 'unknown' },
          human_author: person,
          ...(author.declared === undefined
            ? {}
            : { countersign: { contributor: author.contributor, source: author.declared } }),
        };
      }
      const spec = mergeRanges(ranges).map(([start, end]) => (start === end ? `${start}` : `${start}-${end}`));
      body.push(`  ${key} ${spec.join(',')}`);
    }
  }
  const metadata = {
    schema_version: 'authorship/3.0.0',
    git_ai_version: `countersign ${content.version}`,
    base_commit_sha: content.base ?? '',
    prompts: {},
    humans,
    sessions,
    countersign: {
      version: content.version,
      source: content.source,
      people: 'inferred',
      ...(content.from.length > 0 ? { from: content.from } : {}),
    },
  };
  return `${body.map((line) => `${line}\n`).join('')}---\n${canonicalJson(metadata)}\n`;
}
