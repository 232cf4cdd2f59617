import { digestOf } from '../../lib/hash.ts';
import type { Repository } from '../../model/ports.ts';

/** The same repository with nothing in it but the files that are asked for; the scope says so. */
export function onlyFiles(repository: Repository, wanted: (path: string) => boolean, scope: string): Repository {
  return {
    ...repository,
    async loadChange(request, signal) {
      const loaded = await repository.loadChange(request, signal);
      const files = loaded.change.files.filter(({ path }) => wanted(path));
      const marked = files.map(({ path, mode, blob }) => [path, mode, blob ?? null]);
      const change = { ...loaded.change, files, head: { ...loaded.change.head, digest: digestOf(marked) } };
      return {
        ...loaded,
        change,
        gaps: loaded.gaps.filter(({ path }) => wanted(path)),
        scope: `${files.length} ${scope}`,
      };
    },
  };
}
