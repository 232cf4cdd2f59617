import { isCopyOfOwn, keptRef } from '../../lib/record-refs.ts';
import { gitFailure } from '../git/process.ts';
import type { Session } from '../git/session.ts';

/** Those that hold records; people write remarks into others. */
const RECORDS = /^refs\/notes\/(ai|ai-attribution|countersign|countersign\/.+)$/;
const COMMIT_NAME = /^[0-9a-f]{40,64}$/;

export async function recordRefs(session: Session, signal: AbortSignal): Promise<string[]> {
  const result = await session.git.run(['for-each-ref', '--format=%(refname)', 'refs/notes/'], { signal });
  if (result.code !== 0) throw gitFailure('The notes could not be listed', result);
  const refs = result.output.toString('utf8').split('\n');
  const there = new Set(refs);
  return refs.filter((ref) => RECORDS.test(ref) && !isCopyOfOwn(ref, there));
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
 * repository runs, and no configuration of it is read. The objects go into the repository's own store. The tip is kept a
 * second time, since a fetch or a `prune` of notes may move the first.
 */
export async function writeNotes(
  session: Session,
  ref: string,
  notes: ReadonlyMap<string, string>,
  signal: AbortSignal,
  message = 'Record who wrote these commits\n',
): Promise<void> {
  if (notes.size === 0) return;
  const { tip, kept } = await standing(session, ref, signal);
  const base = kept ?? tip;
  const seconds = Math.floor(Date.now() / 1000);
  const parts = [`commit ${ref}\nmark :1\n`, `committer countersign <countersign@localhost> ${seconds} +0000\n`];
  parts.push(`data ${Buffer.byteLength(message)}\n${message}\n`);
  if (base !== undefined) parts.push(`from ${base}\n`);
  for (const [commit, text] of notes) {
    if (COMMIT_NAME.test(commit)) parts.push(`N inline ${commit}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  }
  parts.push(ref === keptRef(ref) ? '' : `\nreset ${keptRef(ref)}\nfrom :1\n`, '\ndone\n');
  await fastImport(session, parts.join(''), kept === undefined ? [] : ['--force'], signal);
}

/** Puts the ref of this writer back to what it wrote last, where a fetch or a `prune` has moved it; true when it had to. */
export async function mendRef(session: Session, ref: string, signal: AbortSignal): Promise<boolean> {
  const { kept } = await standing(session, ref, signal);
  if (kept === undefined) return false;
  await moveRef(session, ref, kept, signal);
  return true;
}

/** Where a ref stands; `kept` is given only where that does not contain what was written last. */
async function standing(
  session: Session,
  ref: string,
  signal: AbortSignal,
): Promise<{ readonly tip?: string | undefined; readonly kept?: string | undefined }> {
  const tip = await tipOf(session, ref, signal);
  const kept = keptRef(ref) === ref ? undefined : await tipOf(session, keptRef(ref), signal);
  if (kept === undefined || kept === tip) return { tip };
  if (tip === undefined) return { kept };
  const args = ['rev-list', '--max-count=1', '--end-of-options', kept, `^${tip}`];
  const missing = await session.git.run(args, { signal });
  return missing.code === 0 && missing.output.length === 0 ? { tip } : { tip, kept };
}

/** Lets a new ref of this clone begin where another stands. */
export async function copyRef(session: Session, from: string, to: string, signal: AbortSignal): Promise<void> {
  const tip = await tipOf(session, from, signal);
  if (tip !== undefined) for (const ref of [to, keptRef(to)]) await moveRef(session, ref, tip, signal);
}

const moveRef = (session: Session, ref: string, tip: string, signal: AbortSignal): Promise<void> =>
  fastImport(session, `reset ${ref}\nfrom ${tip}\n\ndone\n`, ['--force'], signal);

async function tipOf(session: Session, ref: string, signal: AbortSignal): Promise<string | undefined> {
  const answer = await session.objects.ask(`${ref}^{commit}`, 1024 * 1024, signal);
  return typeof answer === 'string' ? undefined : answer.id;
}

async function fastImport(
  session: Session,
  input: string,
  force: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const result = await session.git.run(['fast-import', '--quiet', '--done', ...force], {
    signal,
    input,
    environment: { GIT_OBJECT_DIRECTORY: session.location.objects },
  });
  if (result.code !== 0) throw gitFailure('The records could not be written', result);
}
