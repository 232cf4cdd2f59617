import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isCopyOfOwn } from '../../lib/record-refs.ts';
import type { Gap, NoteRecord } from '../../model/ports.ts';
import { tooLarge } from './content.ts';
import { gitFailure } from './process.ts';
import { OBJECT_CAP, type Session } from './session.ts';
import { readSmallFile } from './small-file.ts';
import { parseTree, type TreeEntry } from './tree-object.ts';

/** Notes that record authorship; `refs/notes/commits` is where people write remarks. */
const NOTE_REFS = /^refs\/notes\/(ai|ai-attribution|countersign|countersign\/.+)$/s;
const NOTE_CAP = 4 * 1024 * 1024;
const PACKED_REFS_CAP = 256 * 1024 * 1024;

/** Notes of these commits, from every ref that records authorship, in the order of refs and then of commits. */
export async function notesOf(
  session: Session,
  commits: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly notes: readonly NoteRecord[]; readonly gaps: readonly Gap[] }> {
  const notes: NoteRecord[] = [];
  const gaps: Gap[] = [];
  if (commits.length === 0 || !mayHaveNotes(session)) return { notes, gaps };
  for (const { ref, tip } of await noteRefs(session, signal)) {
    const gap = (reason: string) => gaps.push({ path: '.', reason: `${ref}: ${reason}` });
    const blobs = await noteBlobs(session, tip, new Set(commits), signal, gap);
    for (const commit of commits) {
      const blob = blobs.get(commit);
      const answer = blob === undefined ? undefined : await session.objects.ask(blob, NOTE_CAP, signal);
      if (answer === undefined) continue;
      const about = `the note of ${commit.slice(0, 12)}`;
      if (typeof answer === 'string') gap(`${about} is ${answer}`);
      else if (answer.type !== 'blob') gap(`${about} is a ${answer.type}`);
      else if (answer.bytes === undefined) gap(`${about} was not read: ${tooLarge(answer.size, NOTE_CAP)}`);
      else notes.push({ ref, commit, text: answer.bytes.toString('utf8') });
    }
  }
  return { notes, gaps };
}

/** Most repositories have no notes: a look at two files saves a process. Where refs are kept otherwise, git is asked. */
function mayHaveNotes({ location, configuration }: Session): boolean {
  if (configuration.refStorage !== 'files') return true;
  if (statSync(join(location.commonDir, 'refs', 'notes'), { throwIfNoEntry: false })?.isDirectory()) return true;
  return readSmallFile(join(location.commonDir, 'packed-refs'), PACKED_REFS_CAP)?.includes(' refs/notes/') ?? false;
}

/** Every ref that records authorship, with its tip, in order of name. */
export async function noteRefs(
  session: Session,
  signal: AbortSignal,
): Promise<readonly { ref: string; tip: string }[]> {
  const result = await session.git.run(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/notes/'], {
    signal,
  });
  if (result.code !== 0) throw gitFailure('The notes could not be listed', result);
  const refs = result.output
    .toString('utf8')
    .split('\n')
    .map((line) => ({ tip: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) }));
  const there = new Set(refs.map(({ ref }) => ref));
  return refs.filter(({ ref }) => NOTE_REFS.test(ref) && !isCopyOfOwn(ref, there));
}

/**
 * Blob ids by commit. A notes tree is named by commit id, cut into folders of two digits as it grows, and may be cut
 * differently in each part; only folders that lead to a wanted commit are opened.
 */
async function noteBlobs(
  session: Session,
  tip: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
  gap: (reason: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const format = session.configuration.objectFormat;
  const length = format === 'sha256' ? 64 : 40;
  const blobs = new Map<string, string>();
  const prefixes = new Set<string>();
  for (const commit of wanted) for (let at = 2; at < length; at += 2) prefixes.add(commit.slice(0, at));
  const open: { name: string; prefix: string }[] = [{ name: `${tip}^{tree}`, prefix: '' }];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const answer = await session.objects.ask(folder.name, OBJECT_CAP, signal);
    if (typeof answer === 'string' || answer.type !== 'tree' || answer.bytes === undefined) {
      gap('the notes are damaged and were not all read');
      continue;
    }
    for (const entry of parseTree(answer.bytes, format)) {
      const name = folder.prefix + entry.name;
      if (isFolder(entry)) {
        if (entry.name.length === 2 && prefixes.has(name)) open.push({ name: entry.id, prefix: name });
      } else if (wanted.has(name)) blobs.set(name, entry.id);
    }
  }
  return blobs;
}

function isFolder(entry: TreeEntry): boolean {
  return entry.mode === '40000';
}
