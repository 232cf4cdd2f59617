/** Where names and versions of packages come from, in the words of package URLs. */
export type Ecosystem = 'npm' | 'pypi' | 'cargo' | 'golang' | 'gem' | 'composer';

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
}

/** Lock files by name, and how each names what it locks. Their text is data of a stranger: read by line, never run. */
export const LOCK_FILES: readonly {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  read(text: string): readonly LockedPackage[];
}[] = [
  { path: 'package-lock.json', ecosystem: 'npm', read: npmLock },
  { path: 'npm-shrinkwrap.json', ecosystem: 'npm', read: npmLock },
  {
    path: 'pnpm-lock.yaml',
    ecosystem: 'npm',
    read: (text) => pairs(text, /^ {2}['"]?\/?(@?[^@'"\s(]+)@([^'"\s(:]+)[^\n]*:\s*$/gm),
  },
  {
    path: 'yarn.lock',
    ecosystem: 'npm',
    read: (text) => pairs(text, /^"?(@?[^@"\s,]+)@[^\n]*:\n {2}version:? "?([^"\s]+)"?$/gm),
  },
  { path: 'poetry.lock', ecosystem: 'pypi', read: tomlPackages },
  { path: 'uv.lock', ecosystem: 'pypi', read: tomlPackages },
  {
    path: 'requirements.txt',
    ecosystem: 'pypi',
    read: (text) => pairs(text, /^([A-Za-z0-9][\w.-]*)(?:\[[^\]\n]*\])?\s*==\s*([\w.!+-]+)/gm),
  },
  { path: 'Cargo.lock', ecosystem: 'cargo', read: tomlPackages },
  { path: 'go.sum', ecosystem: 'golang', read: (text) => pairs(text, /^(\S+) (v[^\s/]+) h1:/gm) },
  { path: 'Gemfile.lock', ecosystem: 'gem', read: (text) => pairs(text, /^ {4}([\w.-]+) \(([^)\n]+)\)$/gm) },
  { path: 'composer.lock', ecosystem: 'composer', read: composerLock },
];

/** Names as a registry compares them: PyPI takes `-`, `_` and `.` for the same, and no case. */
export function packageName(ecosystem: Ecosystem, name: string): string {
  if (ecosystem === 'pypi') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return ecosystem === 'composer' ? name.toLowerCase() : name;
}

function pairs(text: string, pattern: RegExp): LockedPackage[] {
  return [...text.matchAll(pattern)].map(([, name, version]) => ({ name: name!, version: version! }));
}

function tomlPackages(text: string): LockedPackage[] {
  return pairs(text, /^\[\[package\]\]\r?\nname = "([^"\n]+)"\r?\nversion = "([^"\n]+)"/gm);
}

function npmLock(text: string): LockedPackage[] {
  const lock = objectOf(text);
  const packages = recordOf(lock.packages);
  if (packages !== null) {
    return Object.entries(packages).flatMap(([path, entry]) => {
      const at = path.lastIndexOf('node_modules/');
      return at === -1 ? [] : locked(path.slice(at + 'node_modules/'.length), entry);
    });
  }
  return Object.entries(recordOf(lock.dependencies) ?? {}).flatMap(([name, entry]) => locked(name, entry));
}

function composerLock(text: string): LockedPackage[] {
  const lock = objectOf(text);
  return [lock.packages, lock['packages-dev']]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .flatMap((entry) => {
      const name = recordOf(entry)?.name;
      return typeof name === 'string' ? locked(name, entry) : [];
    });
}

function locked(name: string, entry: unknown): LockedPackage[] {
  const version = recordOf(entry)?.version;
  return typeof version === 'string' ? [{ name, version }] : [];
}

function objectOf(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text)) ?? {};
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
