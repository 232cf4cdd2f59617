import type { ModuleIr } from './ir.ts';
import { candidatePaths } from './resolve.ts';

/** Finds the file that an import names among the paths given, never on disk. */
export interface PathIndex {
  /** The index of the path, or null where the import leads out of the program. */
  find(from: number, specifier: string): number | null;
}

/** Files by path, and by every ending of their path that no other file shares. */
export function indexPaths(files: readonly Pick<ModuleIr, 'path' | 'language'>[]): PathIndex {
  const byPath = new Map(files.map(({ path }, index) => [path, index]));
  const bySuffix = suffixes(files);
  return {
    find(from, specifier) {
      for (const path of candidatePaths(files[from]!, specifier)) {
        const exact = byPath.get(path);
        if (exact !== undefined) return exact;
        const loose = path.startsWith('*/') ? bySuffix.get(path.slice(2)) : undefined;
        if (loose !== undefined && loose !== from) return loose;
      }
      return null;
    },
  };
}

/** Files by every ending of their path that starts at a folder; an ending that two files share names neither. */
function suffixes(files: readonly { readonly path: string }[]): Map<string, number> {
  const found = new Map<string, number>();
  const shared = new Set<string>();
  for (const [index, { path }] of files.entries()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const suffix = path.slice(at + 1);
      if (found.has(suffix)) shared.add(suffix);
      else found.set(suffix, index);
    }
  }
  for (const suffix of shared) found.delete(suffix);
  return found;
}
