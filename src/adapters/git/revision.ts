import { join } from 'node:path';
import { CountersignError } from '../../model/error.ts';
import { firstError } from './process.ts';
import { objectOf, type Session } from './session.ts';
import { readSmallFile } from './small-file.ts';

const REF_CAP = 4096;

/** A commit by name, or undefined; every form that git knows (`HEAD~2`, `@{u}`, `v1.0`, `abc1234`). */
export async function findCommit(session: Session, name: string, signal: AbortSignal): Promise<string | undefined> {
  if (name === '') return undefined;
  return (await objectOf(session, `${name}^{commit}`, 'commit', signal))?.id;
}

/** The same, but it has to be there: throws `git/unknown-revision`. */
export async function requireCommit(session: Session, name: string, signal: AbortSignal): Promise<string> {
  const id = await findCommit(session, name, signal);
  if (id !== undefined) return id;
  const unborn = name === 'HEAD' ? ' (there is no commit yet)' : '';
  const shallow = session.shallow.size > 0 ? ' (the clone is shallow: git fetch --unshallow brings the rest)' : '';
  throw new CountersignError(
    'git/unknown-revision',
    `${JSON.stringify(name)} is not a revision of this repository${unborn || shallow}.`,
  );
}

/** Parents of a commit that are here; those that a shallow clone left out are `missing`. */
export async function parentsOf(
  session: Session,
  commit: string,
  signal: AbortSignal,
): Promise<{ readonly parents: readonly string[]; readonly missing: boolean }> {
  const object = await objectOf(session, commit, 'commit', signal);
  const header = object?.bytes.toString('latin1').split('\n\n', 1)[0] ?? '';
  const named = [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map((match) => match[1]!);
  return session.shallow.has(commit) ? { parents: [], missing: named.length > 0 } : { parents: named, missing: false };
}

/** The best common ancestor; undefined when the histories have nothing in common here. */
export async function mergeBase(
  session: Session,
  one: string,
  other: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (one === other) return one;
  const result = await session.git.run(['merge-base', one, other], { signal });
  if (result.code > 1)
    throw new CountersignError(
      'git/failed',
      `The common ancestor could not be found: ${firstError(result.errors) ?? 'git failed'}.`,
    );
  return /^[0-9a-f]+/.exec(result.output.toString('latin1'))?.[0];
}

/** What the current branch is measured against, with its name for people: upstream, else the remote's default branch. */
export async function findUpstream(
  session: Session,
  signal: AbortSignal,
): Promise<{ readonly commit: string; readonly name: string } | undefined> {
  const candidates = upstreamRefs(session);
  const commits = await Promise.all(candidates.map((ref) => findCommit(session, ref, signal)));
  const at = commits.findIndex((commit) => commit !== undefined);
  if (at < 0) return undefined;
  return { commit: commits[at]!, name: shortName(session, candidates[at]!) };
}

function upstreamRefs(session: Session): readonly string[] {
  const { location, configuration } = session;
  const branch = /^ref: refs\/heads\/(.+)\n$/.exec(location.head)?.[1];
  const tracked = branch === undefined ? undefined : configuration.branches.get(branch);
  const remotes = [...configuration.fetch.keys()];
  const remote = remotes.includes('origin') || remotes.length !== 1 ? 'origin' : remotes[0]!;
  return [
    ...(tracked ? [trackingRef(session, tracked)] : []),
    ...['HEAD', 'main', 'master'].map((name) => `refs/remotes/${remote}/${name}`),
  ];
}

/** How the branch of a remote is called here, by the remote's fetch refspecs. */
function trackingRef(session: Session, tracked: { readonly remote: string; readonly merge: string }): string {
  const { remote, merge } = tracked;
  if (remote === '.') return merge;
  for (const refspec of session.configuration.fetch.get(remote) ?? []) {
    const [source = '', target = ''] = refspec.replace(/^\+/, '').split(':');
    if (source === merge && target !== '') return target;
    const [before = '', after] = source.split('*');
    if (after === undefined || !merge.startsWith(before) || !merge.endsWith(after)) continue;
    return target.replace('*', () => merge.slice(before.length, merge.length - after.length));
  }
  return `refs/remotes/${remote}/${merge.replace(/^refs\/heads\//, '')}`;
}

function shortName(session: Session, ref: string): string {
  const text = ref.endsWith('/HEAD')
    ? readSmallFile(join(session.location.commonDir, ref), REF_CAP)?.toString('utf8')
    : undefined;
  const target = /^ref: (refs\/remotes\/\S+)\s*$/.exec(text ?? '')?.[1] ?? ref;
  return target.replace(/^refs\/(heads|remotes)\//, '');
}
