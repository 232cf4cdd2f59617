import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { locate } from '../../adapters/git/locate.ts';
import { openJournal } from '../../adapters/journal/journal.ts';
import { printKey, printsOfFile } from '../../attribute/line-prints.ts';
import { replay } from '../../attribute/replay.ts';
import { pendingAuthors } from '../../attribute/uncommitted.ts';
import type { Attribution } from '../../model/attribution.ts';
import type { PendingAuthors, Repository } from '../../model/ports.ts';

/** The port over the journal of a clone; without a journal nothing is read and nothing is filled in. */
export function pendingIn(gitDirectory: string, repository: Repository, folder: string): PendingAuthors {
  const fill: PendingAuthors = async (attributions, change, signal) => {
    const there = lstatSync(join(gitDirectory, 'countersign', 'journal'), { throwIfNoEntry: false });
    const isDirty = change.head.kind === 'worktree' || change.head.kind === 'index';
    if (!there || !isDirty) return attributions;
    const journal = openJournal(gitDirectory);
    const key = printKey(journal.printSecret);
    const lineage = replay(journal.read().entries, key, () => undefined);
    const workTree = workTreeAt(folder);
    const open = new Set(attributions.filter(({ commit }) => commit === undefined).map(({ path }) => path));
    const wanted = change.files.flatMap(({ path, blob }) =>
      blob !== undefined && open.has(path) && lineage.versions(workTree, path).length > 0 ? [{ path, blob }] : [],
    );
    const contents = await repository.read(wanted, signal);
    const prints = new Map(
      wanted.flatMap(({ path, blob }) => {
        const content = contents.get(blob);
        const read = content && 'bytes' in content ? printsOfFile(content.bytes, key) : undefined;
        return read ? [[path, read] as const] : [];
      }),
    );
    return byPath(attributions).flatMap(([path, list]) => {
      const now = prints.get(path);
      return now ? pendingAuthors(list, now, lineage, workTree, path, key) : list;
    });
  };
  return async (attributions, change, signal) => {
    try {
      return await fill(attributions, change, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      // A journal that cannot be read leaves its lines unknown, which a policy may hold against them.
      return attributions;
    }
  };
}

function byPath(attributions: readonly Attribution[]): [string, Attribution[]][] {
  const paths = new Map<string, Attribution[]>();
  for (const attribution of attributions) {
    const list = paths.get(attribution.path);
    if (list) list.push(attribution);
    else paths.set(attribution.path, [attribution]);
  }
  return [...paths];
}

function workTreeAt(folder: string): string {
  const { gitDir, commonDir } = locate(folder);
  return gitDir === commonDir ? '' : basename(gitDir);
}
