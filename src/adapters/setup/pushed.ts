import { git } from './place.ts';

/** What one line of pre-push's stdin brings to the remote. */
export type Pushed =
  /** Commits that the remote lacks: judge `base..head`; a null base means that the remote knows nothing of this history. */
  | {
      readonly kind: 'commits';
      readonly ref: string;
      readonly base: string | null;
      readonly head: string;
      readonly note?: string;
    }
  | { readonly kind: 'nothing'; readonly ref: string; readonly because: string };

interface Line {
  readonly local: string;
  readonly ref: string;
  readonly remote: string;
}

const ZERO = /^0+$/;
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Reads the lines that git gives to pre-push (`<local ref> <local id> <remote ref> <remote id>`) and finds for each what
 * the remote does not have yet: not what it is known to have, by the ids in the lines and the remote-tracking branches.
 * A line that cannot be read is an error of the caller and throws.
 */
export async function pushedCommits(cwd: string, remote: string, stdin: string): Promise<readonly Pushed[]> {
  const lines = stdin.split('\n').flatMap((text) => (text === '' ? [] : [parseLine(text)]));
  const answers: Pushed[] = [];
  const known = await knownCommits(cwd, lines);
  const tracking = await trackingPattern(cwd, remote);
  for (const line of lines) answers.push(await pushedBy(cwd, line, known, tracking));
  return answers;
}

function parseLine(text: string): Line {
  // A local name can hold blanks (`HEAD@{1 day ago}`), the rest cannot.
  const [local, ref, remote] = text.split(' ').slice(-3);
  if (local === undefined || ref === undefined || remote === undefined || !ID.test(local) || !ID.test(remote)) {
    throw new Error(`not a line of pre-push: ${JSON.stringify(text.slice(0, 200))}`);
  }
  return { local, ref, remote };
}

/** The remote's ids that are commits here; a force push over work of somebody else names one that is not. */
async function knownCommits(cwd: string, lines: readonly Line[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(lines.map((line) => line.remote).filter((id) => !ZERO.test(id)))];
  const here = await Promise.all(ids.map((id) => commitOf(cwd, id)));
  return new Set(here.flatMap((id) => id ?? []));
}

async function commitOf(cwd: string, id: string): Promise<string | null> {
  return git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`]).catch(() => null);
}

/** The remote-tracking branches that tell what the remote has; all of them for a URL that is no configured remote. */
async function trackingPattern(cwd: string, remote: string): Promise<string> {
  const names = await git(cwd, ['remote']).catch(() => '');
  return names.split('\n').includes(remote) && !/[*?[\]\\]/.test(remote) ? `--remotes=${remote}/*` : '--remotes';
}

async function pushedBy(cwd: string, line: Line, known: ReadonlySet<string>, tracking: string): Promise<Pushed> {
  const { ref } = line;
  const nothing = (because: string): Pushed => ({ kind: 'nothing', ref, because });
  if (ZERO.test(line.local)) return nothing('it is deleted');
  if (ref.startsWith('refs/tags/')) return nothing('it is a tag');
  if (ref.startsWith('refs/notes/')) return nothing('it holds notes');
  const head = await commitOf(cwd, line.local);
  if (head === null) return nothing('it is not a commit');
  const walk = await git(cwd, ['rev-list', '--boundary', head, '--not', ...known, tracking]);
  const commits = walk.split('\n').filter((id) => id !== '');
  if (commits.every((id) => id.startsWith('-'))) return nothing('the remote has its commits already');
  const boundaries = commits.flatMap((id) => (id.startsWith('-') ? [id.slice(1)] : []));
  const missing = !ZERO.test(line.remote) && !known.has(line.remote) && (await commitOf(cwd, line.remote)) === null;
  const note = missing ? { note: `${line.remote.slice(0, 10)}, which the remote has there, is not in this clone` } : {};
  return { kind: 'commits', ref, base: await bestBase(cwd, boundaries, head), head, ...note };
}

/**
 * Of several places where the new commits leave what the remote has (a merge makes two), the one from which the fewest
 * files differ: every one of them covers all that is new, and this one covers the least else.
 */
async function bestBase(cwd: string, boundaries: readonly string[], head: string): Promise<string | null> {
  if (boundaries.length < 2) return boundaries[0] ?? null;
  const independent = await git(cwd, ['merge-base', '--independent', ...boundaries.slice(0, 100)]);
  const candidates = independent.split('\n').slice(0, 8);
  const sizes = await Promise.all(
    candidates.map(async (base) => {
      const names = await git(cwd, ['diff-tree', '-r', '--no-renames', '--name-only', '-z', base, head]);
      return names.split('\0').length;
    }),
  );
  return candidates[sizes.indexOf(Math.min(...sizes))] ?? null;
}
