import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CommitFacts, HeadMovement, Recording } from '../../model/recording.ts';
import { parseCommit } from '../git/commit-object.ts';
import { notesOf } from '../git/notes.ts';
import { gitFailure, type RunResult } from '../git/process.ts';
import { rawPath } from '../git/raw-path.ts';
import { BLOB_CAP, OBJECT_CAP, openSession, type Session } from '../git/session.ts';
import { readSmallFile } from '../git/small-file.ts';
import { blameRange } from './blame.ts';
import { diffsOf } from './diffs.ts';
import { copyRef, mendRef, notedCommits, recordRefs, writeNotes } from './note-refs.ts';

/** A repository opened for recording; `close` ends its process and removes its scratch folder. */
export interface OpenRecording extends Recording {
  /** The git directory that all work trees share. */
  readonly commonDir: string;
  /** The git directory of this work tree. */
  readonly gitDir: string;
  /** Top of the work tree; null in a bare repository. */
  readonly top: string | null;
  /** The commit that a person means by a name; null when there is none. */
  find(name: string, signal: AbortSignal): Promise<string | null>;
  readonly processes: number;
  /** Puts the ref of this writer back where a fetch has moved it; true when it had to. */
  mend(ref: string, signal: AbortSignal): Promise<boolean>;
  /** Lets a new ref of this clone begin where another stands. */
  copy(from: string, to: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

const COMMIT_MAP_CAP = 64 * 1024 * 1024;
const REFLOG = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) .*> (\d+) [+-]\d{4}(?:\t(.*))?$/;

/** @throws CountersignError `git/not-a-repository`, `git/failed` */
export async function openRecording(path: string, signal: AbortSignal): Promise<OpenRecording> {
  const session = await openSession(path, BLOB_CAP, signal);
  const { gitDir, commonDir } = session.location;
  return {
    workTree: gitDir === commonDir ? '' : basename(gitDir),
    commonDir,
    gitDir,
    top: session.location.top,
    find: (name, abort) => (/^-|[\n\0]/.test(name) ? Promise.resolve(null) : idOf(session, `${name}^{commit}`, abort)),
    get processes() {
      return session.git.started;
    },
    head: (abort) => idOf(session, 'HEAD^{commit}', abort),
    movements: () => movementsIn(join(gitDir, 'logs', 'HEAD')),
    replaced: () => replacedIn(join(commonDir, 'filter-repo', 'commit-map')),
    tips: (abort) => tips(session, abort),
    reachable: (from, not, cap, abort) => reachable(session, from, not, cap, abort),
    commits: (shas, abort) => commits(session, shas, abort),
    diffs: (shas, abort) => diffsOf(session, shas, abort),
    files: (requests, abort) =>
      Promise.all(
        requests.map(async ({ commit, path: file }) => {
          const answer = await session.objects.ask(`${commit}:${rawPath(file)}`, session.blobCap, abort);
          return typeof answer === 'string' || answer.type !== 'blob' ? undefined : answer.bytes;
        }),
      ),
    blame: (commit, file, abort) => blameRange(session, commit, file, abort),
    notes: (shas, abort) => notesOf(session, shas, abort),
    recordRefs: (abort) => recordRefs(session, abort),
    noted: (ref, abort) => notedCommits(session, ref, abort),
    writeNotes: (ref, notes, abort) => writeNotes(session, ref, notes, abort),
    mend: (ref, abort) => mendRef(session, ref, abort),
    copy: (from, to, abort) => copyRef(session, from, to, abort),
    close: () => session.close(),
  };
}

async function idOf(session: Session, name: string, signal: AbortSignal): Promise<string | null> {
  const answer = await session.objects.ask(name, OBJECT_CAP, signal);
  return typeof answer === 'string' ? null : answer.id;
}

function movementsIn(path: string): HeadMovement[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const movements: HeadMovement[] = [];
  for (const line of text.split('\n')) {
    const [, from, to, seconds, message = ''] = REFLOG.exec(line) ?? [];
    if (from === undefined || to === undefined) continue;
    const at = new Date(Number(seconds) * 1000);
    if (!Number.isNaN(at.getTime())) movements.push({ from, to, at: at.toISOString(), action: message });
  }
  return movements;
}

/** Lines of two ids; a commit that was dropped stands beside zeros. Larger than any real map is not read. */
function replacedIn(path: string): ReadonlyMap<string, string> {
  const text = readSmallFile(path, COMMIT_MAP_CAP)?.toString('latin1') ?? '';
  const replaced = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, before, after] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})$/.exec(line) ?? [];
    if (before !== undefined && after !== undefined && !/^0+$/.test(after)) replaced.set(before, after);
  }
  return replaced;
}

const linesOf = (result: RunResult): string[] => result.output.toString('utf8').split('\n').filter(Boolean);

async function tips(session: Session, signal: AbortSignal): Promise<{ ref: string; sha: string }[]> {
  const args = [
    'for-each-ref',
    '--sort=-committerdate',
    '--count=200',
    '--format=%(objectname) %(objecttype) %(refname)',
  ];
  const result = await session.git.run([...args, 'refs/heads/', 'refs/remotes/'], { signal });
  if (result.code !== 0) throw gitFailure('The branches could not be listed', result);
  return linesOf(result)
    .map((line) => line.split(' '))
    .filter(([, type]) => type === 'commit')
    .map(([sha = '', , ...ref]) => ({ sha, ref: ref.join(' ') }));
}

async function reachable(
  session: Session,
  from: readonly string[],
  not: readonly string[],
  cap: number,
  signal: AbortSignal,
): Promise<string[]> {
  if (from.length === 0) return [];
  const input = [...from, ...not.map((sha) => `^${sha}`)].map((sha) => `${sha}\n`).join('');
  // Ids from a reflog may be gone: git leaves out what is missing.
  const args = ['rev-list', '--ignore-missing', `--max-count=${cap}`, '--stdin'];
  const result = await session.git.run(args, { signal, input });
  if (result.code !== 0) throw gitFailure('The commits could not be listed', result);
  return linesOf(result);
}

async function commits(
  session: Session,
  shas: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CommitFacts>> {
  const answers = await Promise.all(shas.map((sha) => session.objects.ask(sha, OBJECT_CAP, signal)));
  const found = new Map<string, CommitFacts>();
  for (const [i, answer] of answers.entries()) {
    if (typeof answer === 'string' || answer.type !== 'commit' || !answer.bytes) continue;
    found.set(shas[i]!, parseCommit(answer.id, answer.bytes.toString('utf8')));
  }
  return found;
}
