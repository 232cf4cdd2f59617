import { gitFailure } from '../git/process.ts';
import type { Session } from '../git/session.ts';

/** Those that hold records; people write remarks into others. */
const RECORDS = /^refs\/notes\/(ai|ai-attribution|countersign|countersign\/.+)$/;
const COMMIT_NAME = /^[0-9a-f]{40,64}$/;

export async function recordRefs(session: Session, signal: AbortSignal): Promise<string[]> {
  const result = await session.git.run(['for-each-ref', '--format=%(refname)', 'refs/notes/'], { signal });
  if (result.code !== 0) throw gitFailure('The notes could not be listed', result);
  return result.output
    .toString('utf8')
    .split('\n')
    .filter((ref) => RECORDS.test(ref));
}

/** The commits that have a note in a ref; the tree of notes is cut into folders as it grows. */
export async function notedCommits(session: Session, ref: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const args = ['ls-tree', '-r', '--name-only', '-z', '--end-of-options', ref];
  const result = await session.git.run(args, { signal, outputCap: 1024 * 1024 * 1024 });
  if (result.code !== 0) return new Set();
  const names = result.output.toString('latin1').split('\0');
  return new Set(names.map((name) => name.replaceAll('/', '')).filter((name) => COMMIT_NAME.test(name)));
}

/**
 * Sets notes in one ref with one process and one update of the ref, from our own scratch directory: no hook of the
 * repository runs, and no configuration of it is read. The objects go into the repository's own store.
 */
export async function writeNotes(
  session: Session,
  ref: string,
  notes: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  if (notes.size === 0) return;
  const tip = await session.objects.ask(`${ref}^{commit}`, 1024 * 1024, signal);
  const seconds = Math.floor(Date.now() / 1000);
  const message = 'Record who wrote these commits\n';
  const parts = [`commit ${ref}\n`, `committer countersign <countersign@localhost> ${seconds} +0000\n`];
  parts.push(`data ${Buffer.byteLength(message)}\n${message}\n`);
  if (typeof tip !== 'string') parts.push(`from ${tip.id}\n`);
  for (const [commit, text] of notes) {
    if (COMMIT_NAME.test(commit)) parts.push(`N inline ${commit}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  }
  parts.push('\ndone\n');
  const result = await session.git.run(['fast-import', '--quiet', '--done'], {
    signal,
    input: parts.join(''),
    environment: { GIT_OBJECT_DIRECTORY: session.location.objects },
  });
  if (result.code !== 0) throw gitFailure('The records could not be written', result);
}
