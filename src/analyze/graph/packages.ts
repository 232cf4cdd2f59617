import type { ModuleIr } from './ir.ts';

/** A variable at the top of a module. */
interface Cell {
  readonly module: number;
  readonly cell: number;
}

/** Which names files of Java and Go see because of the package they stand in. */
export interface PackageTable {
  /** A name of the package of a module, or of one that it imports whole. */
  visible(module: number, name: string): Cell | null;
  /** A Java class by package and name. */
  qualified(name: string): Cell | null;
  /** Modules of the same package, itself among them. */
  siblings(module: number): readonly number[];
  /** First file of the Go package that an import path names; null where it is not part of the program. */
  folder(path: string): number | null;
}

/** First parts of import paths that are Go's own library: a folder of that name in the program is another thing. */
const GO_LIBRARY = new Set(
  'archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe'.split(
    ' ',
  ),
);

export function packageTable(modules: readonly ModuleIr[]): PackageTable {
  const members = new Map<string, number[]>();
  const cells = new Map<string, Cell>();
  const folders = new Map<string, number>();
  for (const [index, module] of modules.entries()) {
    if (module.package === '') continue;
    const key = `${module.language} ${module.package}`;
    const known = members.get(key);
    if (known === undefined) members.set(key, [index]);
    else known.push(index);
    // What a file exports under its own name, or every name at the top of it.
    const exported = new Set(module.exports.map((one) => one.cell));
    for (const [cell, { name, owner }] of module.cells.entries()) {
      if (owner !== 0 || (module.language === 'java' && !exported.has(cell))) continue;
      if (!cells.has(`${key} ${name}`)) cells.set(`${key} ${name}`, { module: index, cell });
    }
    if (module.language === 'go') {
      const folder = module.package.slice(0, module.package.lastIndexOf('/'));
      if (!module.package.endsWith('_test') && !folders.has(folder)) folders.set(folder, index);
    }
  }
  const javaClass = (name: string, of: string) => cells.get(`java ${of} ${name}`) ?? null;

  function qualified(name: string): Cell | null {
    const dot = name.lastIndexOf('.');
    return dot < 0 ? null : javaClass(name.slice(dot + 1), name.slice(0, dot));
  }

  return {
    visible(module, name) {
      const { language, package: own, imports } = modules[module]!;
      if (own !== '') {
        const found = cells.get(`${language} ${own} ${name}`);
        if (found !== undefined) return found.module === module ? null : found;
      }
      if (language !== 'java') return null;
      for (const { module: imported } of imports) {
        const found = imported.endsWith('.*') ? javaClass(name, imported.slice(0, -2)) : null;
        if (found !== null) return found;
      }
      return null;
    },
    qualified,
    siblings: (module) => members.get(`${modules[module]!.language} ${modules[module]!.package}`) ?? [module],
    folder(path) {
      const parts = path.split('/');
      if (GO_LIBRARY.has(parts[0]!)) return null;
      const nearest = parts[0]!.includes('.') ? parts.length : parts.length - 1;
      for (let from = 0; from < Math.max(nearest, 1); from++) {
        const found = folders.get(parts.slice(from).join('/'));
        if (found !== undefined) return found;
      }
      return folders.has('') && parts.length === 1 && parts[0]!.includes('.') ? folders.get('')! : null;
    },
  };
}
