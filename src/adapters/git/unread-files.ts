import { languageOf } from '../../lib/language.ts';
import type { ChangedFile } from '../../model/change.ts';
import { shownPath } from './raw-path.ts';
import type { Session } from './session.ts';
import type { Snapshot } from './snapshot.ts';
import { entryAt } from './tree-walk.ts';

/** Files of the work tree that were not read belong to the change all the same, without lines. */
export async function withUnread(
  session: Session,
  files: readonly ChangedFile[],
  snapshot: Snapshot | null,
  base: string | undefined,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  if (snapshot === null || snapshot.unread.size === 0) return files;
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const [raw, file] of snapshot.unread) {
    const path = shownPath(raw);
    const before = base === undefined ? undefined : await entryAt(session, base, raw, signal);
    if (before?.id === file.id && before.mode === file.mode) {
      byPath.delete(path);
      continue;
    }
    byPath.set(path, {
      path,
      status: before === undefined ? 'added' : 'modified',
      language: languageOf(path),
      hunks: [],
      ...(/^0+$/.test(file.id) ? {} : { blob: file.id }),
      ...(before === undefined || before.mode === '160000' ? {} : { previousBlob: before.id }),
      mode: file.mode,
    });
  }
  return [...byPath.values()];
}
