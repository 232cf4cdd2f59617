import type { Commit } from '../../model/change.ts';
import type { CommitDiff, Gap } from '../../model/ports.ts';
import { commitPatches, HEADER_ARGUMENTS } from './commit-patches.ts';
import { PATCH_ARGUMENTS } from './patch.ts';
import { firstError, gitFailure } from './process.ts';
import type { Session } from './session.ts';

/** Newer commits than these are taken, and the caller is told that there are more. */
export const COMMIT_CAP = 5000;
/** The same where a whole history is asked for. */
export const HISTORY_CAP = 20_000;
const FIELDS = ['%H', '%an', '%ae', '%cn', '%ce', '%ct', '%B'];
const OUTPUT_CAP = 256 * 1024 * 1024;
/** Patches are read as they come and only their headers kept. */
const PATCH_CAP = 16 * 1024 * 1024 * 1024;

export interface History {
  readonly commits: readonly Commit[];
  readonly messages: ReadonlyMap<string, string>;
  readonly truncated: boolean;
}

/** The commits of `base..head`, newest first, with their messages; in one process. */
export async function commitsBetween(
  session: Session,
  base: string | null,
  head: string,
  signal: AbortSignal,
  cap: number = COMMIT_CAP,
): Promise<History> {
  if (base === head) return { commits: [], messages: new Map(), truncated: false };
  const args = ['log', ...LOG_ARGUMENTS, '-z', `--format=${FIELDS.join('%x00')}`, `-n${cap + 1}`, ...range(base, head)];
  const result = await session.git.run(args, { signal, outputCap: OUTPUT_CAP });
  if (result.code !== 0 && !result.truncated) throw gitFailure('The commits could not be read', result);
  const fields = result.output.toString('utf8').split('\0');
  const commits: Commit[] = [];
  const messages = new Map<string, string>();
  for (let at = 0; at + FIELDS.length <= fields.length; at += FIELDS.length) {
    const [sha = '', authorName = '', authorEmail = '', name = '', email = '', seconds, message = ''] = fields.slice(
      at,
      at + FIELDS.length,
    );
    commits.push({
      sha,
      author: { name: authorName, email: authorEmail },
      committer: { name, email },
      at: isoTime(Number(seconds)),
    });
    if (commits.length <= cap) messages.set(sha, message);
  }
  const truncated = result.truncated || commits.length > cap;
  return { commits: commits.slice(0, cap), messages, truncated };
}

const LOG_ARGUMENTS = [...HEADER_ARGUMENTS, '--encoding=UTF-8', '--topo-order'];

function range(base: string | null, head: string): readonly string[] {
  return ['--end-of-options', head, ...(base === null ? [] : [`^${base}`]), '--'];
}

/** A commit can claim any time; what no calendar has becomes the epoch. */
function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

/** Diffs of the commits of `base..head` against each of their parents, newest first; in one process. */
export async function diffsBetween(
  session: Session,
  base: string | null,
  head: string,
  signal: AbortSignal,
  onGap: (gap: Gap) => void,
): Promise<readonly CommitDiff[]> {
  if (base === head) return [];
  const cap = base === null ? HISTORY_CAP : COMMIT_CAP;
  const patches = commitPatches(session);
  const args = ['log', ...LOG_ARGUMENTS, '--pretty=raw', '-m', ...PATCH_ARGUMENTS, `-n${cap + 1}`];
  const result = await session.git.run([...args, ...range(base, head)], {
    signal,
    outputCap: PATCH_CAP,
    onOutput: (chunk) => patches.push(chunk),
  });
  const diffs = patches.done();
  if (result.code !== 0) {
    // The commit that git stopped in has only a part of its diff.
    const last = diffs.pop();
    const said = firstError(result.errors) ?? (result.truncated ? 'too much output' : 'git failed');
    onGap({ path: '.', reason: `the history could not be read beyond ${last?.sha.slice(0, 12) ?? head}: ${said}` });
  }
  const shas = new Set(diffs.map((diff) => diff.sha));
  if (shas.size <= cap) return diffs;
  onGap({ path: '.', reason: `more than ${cap} commits; the older ones were not read` });
  const oldest = diffs.at(-1)?.sha;
  return diffs.filter((diff) => diff.sha !== oldest);
}
