import type { CommitFacts } from '../model/recording.ts';
import type { TracedRanges } from './agent-trace.ts';
import { type AddedBy, declaredAuthor } from './declared-records.ts';
import { shownText, toolName } from './tools.ts';
import { parseTrailers } from './trailers.ts';

/** Where Entire keeps its checkpoints: a branch of its own, local or as it was fetched. */
export const ENTIRE_BRANCHES = ['refs/heads/entire/checkpoints/v1', 'refs/remotes/origin/entire/checkpoints/v1'];

/** A checkpoint never has more sessions than anybody sat in. */
const MOST_SESSIONS = 20;

/** The checkpoint that a commit names in its trailers. */
export function checkpointOf({ message }: CommitFacts): string | undefined {
  const named = parseTrailers(message)
    .find(({ key }) => key.toLowerCase() === 'entire-checkpoint')
    ?.value.trim();
  return named !== undefined && /^[0-9a-f]{8,40}$/.test(named) ? named : undefined;
}

/** Files of the checkpoint branch that say who worked: one for the checkpoint (older ones), one for each session. */
export function metadataPaths(checkpoint: string): string[] {
  const folder = `${checkpoint.slice(0, 2)}/${checkpoint.slice(2)}`;
  return [
    `${folder}/metadata.json`,
    ...Array.from({ length: MOST_SESSIONS }, (_, i) => `${folder}/${i}/metadata.json`),
  ];
}

/**
 * What the metadata of one checkpoint says of a commit. It names files and not lines, so it is `declared`: an assistant's
 * alone where the session says that nobody else added or changed a line, and had help otherwise.
 */
export function entireRecords(commit: string, metadata: readonly string[], added: AddedBy): TracedRanges[] {
  const own = added(commit);
  if (!own) return [];
  const traced: TracedRanges[] = [];
  for (const text of metadata) {
    const session = objectIn(text);
    const tool = toolName(session.agent);
    if (tool === undefined || !Array.isArray(session.files_touched)) continue;
    const shares = session.initial_attribution as Readonly<Record<string, unknown>> | undefined;
    const alone = typeof shares === 'object' && shares?.human_added === 0 && shares.human_modified === 0;
    const named = shownText(session.session_id);
    const author = declaredAuthor(
      {
        contributor: alone ? 'ai' : 'mixed',
        source: 'trace',
        ...(named === undefined ? {} : { session: named }),
      },
      tool,
    );
    for (const path of session.files_touched) {
      const ranges = typeof path === 'string' ? own.get(path) : undefined;
      if (ranges) traced.push({ commit, path: path as string, author, ranges });
    }
  }
  return traced;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
