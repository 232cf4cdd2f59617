import { join } from 'node:path';
import { languageOf } from '../../lib/language.ts';
import type { ChangedFile, Hunk } from '../../model/change.ts';
import type { Language } from '../../model/language.ts';
import type { FileDiff, Gap } from '../../model/ports.ts';
import { countLines, tooLarge } from './content.ts';
import { EMPTY_INDEX } from './index-file.ts';
import { buildTree } from './index-tree.ts';
import { PATCH_ARGUMENTS, type PatchFile, patchParser } from './patch.ts';
import { gitFailure } from './process.ts';
import { type RawPath, shownPath, unquote } from './raw-path.ts';
import type { Session } from './session.ts';
import { EMPTY_TREE, writeObject } from './tree-object.ts';

/** Only a name that says nothing is judged by this content. */
const NUL = Uint8Array.of(0);
const OUTPUT_CAP = 16 * 1024 * 1024 * 1024;

export interface TreeDiff {
  readonly files: readonly ChangedFile[];
  readonly gaps: readonly Gap[];
}

/** What `to` has that `from` (null: nothing) has not, with hunks; renames are found as `git diff -M` finds them. */
export async function diffTrees(
  session: Session,
  from: string | null,
  to: string,
  signal: AbortSignal,
): Promise<TreeDiff> {
  const gaps: Gap[] = [];
  const old = from ?? EMPTY_TREE[session.configuration.objectFormat];
  const files =
    (await patchBetween(session, old, to, signal)) ?? (await patchOfReadable(session, old, to, gaps, signal));
  return { files: await changedFiles(session, files, gaps, signal), gaps };
}

/** The same between two commits, remembered for whoever asks for the diff of the commit. */
export async function diffCommits(
  session: Session,
  from: string | null,
  to: string,
  signal: AbortSignal,
): Promise<TreeDiff> {
  const diff = await diffTrees(session, from, to, signal);
  // What could not be read has no lines here, and the caller of the other has to hear of it.
  if (from !== null && diff.gaps.length === 0) session.diffs.set(`${from}..${to}`, diff.files.map(fileDiff));
  return diff;
}

/** A changed file as a diff without content. */
export function fileDiff({ path, previousPath, hunks }: ChangedFile): FileDiff {
  return { path, ...(previousPath === undefined ? {} : { previousPath }), hunks };
}

/** Every file of a tree as added, with one hunk that is the whole file. */
export async function wholeTree(
  session: Session,
  tree: string,
  prefix: RawPath,
  signal: AbortSignal,
): Promise<TreeDiff> {
  const gaps: Gap[] = [];
  const lines = new Map<RawPath, number>();
  const parser = patchParser((line) => {
    const [, added, name] = /^(\d+|-)\t\d+\t(.+)$/.exec(line) ?? [];
    if (added !== undefined && name !== undefined && added !== '-') lines.set(unquote(name), Number(added));
  });
  const empty = EMPTY_TREE[session.configuration.objectFormat];
  const counted = await diffTree(session, ['--raw', '--numstat', '--no-renames'], empty, tree, parser, signal);
  let files = parser.take();
  // git stops at the first blob that it cannot count; the records alone need no blob.
  if (!counted) files = await records(session, empty, tree, signal);
  const withHunks = files.map((file): PatchFile => {
    const count = lines.get(file.path);
    const path = prefix + file.path;
    if (count === undefined) return { ...file, path, binary: true };
    return { ...file, path, hunks: count === 0 ? [] : [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: count }] };
  });
  return { files: await changedFiles(session, withHunks, gaps, signal), gaps };
}

async function patchBetween(
  session: Session,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<readonly PatchFile[] | undefined> {
  const parser = patchParser();
  return (await diffTree(session, PATCH_ARGUMENTS, from, to, parser, signal)) ? parser.take() : undefined;
}

/** Whether git came to the end; it stops at an object that is missing or damaged. */
async function diffTree(
  session: Session,
  args: readonly string[],
  from: string,
  to: string,
  parser: ReturnType<typeof patchParser>,
  signal: AbortSignal,
): Promise<boolean> {
  const result = await session.git.run(
    ['diff-tree', '-r', '--no-abbrev', ...args, '--end-of-options', from, to, '--'],
    {
      signal,
      outputCap: OUTPUT_CAP,
      onOutput: (chunk) => parser.push(chunk),
    },
  );
  return result.code === 0;
}

async function records(session: Session, from: string, to: string, signal: AbortSignal): Promise<PatchFile[]> {
  const parser = patchParser();
  const args = ['diff-tree', '-r', '--no-abbrev', '--raw', '--no-renames', '--end-of-options', from, to, '--'];
  const result = await session.git.run(args, {
    signal,
    outputCap: OUTPUT_CAP,
    onOutput: (chunk) => parser.push(chunk),
  });
  if (result.code !== 0) throw gitFailure('The change could not be read', result);
  return parser.take();
}

/** Sets aside the files whose content is not to be had, names them, and compares the rest. */
async function patchOfReadable(
  session: Session,
  from: string,
  to: string,
  gaps: Gap[],
  signal: AbortSignal,
): Promise<readonly PatchFile[]> {
  const all = await records(session, from, to, signal);
  const unreadable: PatchFile[] = [];
  const before = new Map<RawPath, { mode: string; id: string }>();
  const after = new Map<RawPath, { mode: string; id: string }>();
  for (const file of all) {
    const reason = await whyUnreadable(session, file, signal);
    if (reason !== undefined) {
      gaps.push({ path: shownPath(file.path), reason });
      unreadable.push(file);
      continue;
    }
    if (file.previousId) before.set(file.path, { mode: file.previousMode, id: file.previousId });
    if (file.id) after.set(file.path, { mode: file.mode, id: file.id });
  }
  const format = session.configuration.objectFormat;
  const [one, other] = [before, after].map((overlay) => {
    const built = buildTree(EMPTY_INDEX, overlay, format);
    for (const [id, bytes] of built.objects)
      writeObject(join(session.scratch.path, 'objects'), 'tree', bytes, format, id);
    return built.id;
  });
  const rest = await patchBetween(session, one!, other!, signal);
  // Something went wrong that is not a blob: then no line of it is known, and every file is named.
  if (rest === undefined)
    for (const file of all) gaps.push({ path: shownPath(file.path), reason: 'it could not be compared' });
  return [...(rest ?? all.filter((file) => !unreadable.includes(file))), ...unreadable];
}

async function whyUnreadable(session: Session, file: PatchFile, signal: AbortSignal): Promise<string | undefined> {
  const sides = [
    [file.previousId, file.previousMode],
    [file.id, file.mode],
  ] as const;
  for (const [id, mode] of sides) {
    if (id === undefined || mode === '160000') continue;
    const answer = await session.objects.ask(id, session.blobCap, signal);
    if (answer === 'missing') return missing(session);
    if (answer === 'damaged') return 'its content is damaged in the object store';
  }
  return undefined;
}

/** Why an object may well be named and not be here. */
export function missing(session: Session): string {
  if (session.configuration.partialClone)
    return 'its content was left on the server by a partial clone; nothing is fetched';
  return 'its content is missing from the object store';
}

async function changedFiles(
  session: Session,
  files: readonly PatchFile[],
  gaps: Gap[],
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const changed: ChangedFile[] = [];
  for (const file of files) {
    const path = shownPath(file.path);
    const language = await languageAt(session, path, file, signal);
    const submodule = file.mode === '160000' || file.previousMode === '160000';
    if (submodule) gaps.push({ path, reason: 'it is a submodule; its content is judged in its own repository' });
    const guessed = file.binary && !submodule && language !== 'binary' && file.id !== file.previousId;
    changed.push({
      path,
      ...(file.previousPath === undefined ? {} : { previousPath: shownPath(file.previousPath) }),
      status: file.status,
      language,
      hunks: guessed ? await wholeFileHunk(session, file, path, gaps, signal) : file.hunks,
      ...(file.id === undefined || file.mode === '160000' ? {} : { blob: file.id }),
      ...(file.previousId === undefined || file.previousMode === '160000' ? {} : { previousBlob: file.previousId }),
      mode: file.mode,
    });
  }
  return changed;
}

/** A name that says nothing (`bin/run`), or too little (`x.h`), is not the whole answer: the content is asked. */
async function languageAt(session: Session, path: string, file: PatchFile, signal: AbortSignal): Promise<Language> {
  const id = file.id ?? file.previousId;
  const isSilent = languageOf(path, NUL) === 'binary' || /\.h$/i.test(path);
  if (!isSilent || id === undefined || file.mode === '160000') return languageOf(path);
  const answer = await session.objects.ask(id, session.blobCap, signal);
  return languageOf(path, typeof answer === 'string' ? undefined : answer.bytes);
}

/** git compares no file with a NUL in it; one that is named like a program is then changed from first line to last. */
async function wholeFileHunk(
  session: Session,
  file: PatchFile,
  path: string,
  gaps: Gap[],
  signal: AbortSignal,
): Promise<readonly Hunk[]> {
  const count = async (id: string | undefined): Promise<number> => {
    if (id === undefined) return 0;
    const answer = await session.objects.ask(id, session.blobCap, signal);
    if (typeof answer === 'string') {
      const reason = answer === 'missing' ? missing(session) : 'its content is damaged in the object store';
      gaps.push({ path, reason });
      return 0;
    }
    if (answer.bytes === undefined) {
      gaps.push({ path, reason: tooLarge(answer.size, session.blobCap) });
      return 0;
    }
    return countLines(answer.bytes);
  };
  const oldLines = await count(file.previousId);
  const newLines = await count(file.id);
  if (oldLines === 0 && newLines === 0) return [];
  return [{ oldStart: oldLines === 0 ? 0 : 1, oldLines, newStart: newLines === 0 ? 0 : 1, newLines }];
}
