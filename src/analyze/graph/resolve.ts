import type { ModuleIr } from './ir.ts';

const SCRIPT_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
];

/**
 * Paths at which an imported module may lie, best first, relative to the top of the repository; `*` and a slash in front means: at any
 * depth. Empty for what cannot be part of the program.
 */
export function candidatePaths(from: Pick<ModuleIr, 'path' | 'language'>, specifier: string): string[] {
  if (from.language === 'python') return pythonPaths(from.path, specifier);
  if (from.language === 'java') return javaPaths(from.path, `${specifier.replaceAll('.', '/')}.java`);
  if (from.language === 'javascript' || from.language === 'typescript' || from.language === 'tsx') {
    return scriptPaths(from.path, specifier);
  }
  return [];
}

function scriptPaths(from: string, specifier: string): string[] {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const roots = /^\.{1,2}(?:\/|$)/.test(specifier)
    ? [normalize(folder + specifier)]
    : /^[@~]\//.test(specifier)
      ? [specifier.slice(2), `src/${specifier.slice(2)}`, `app/${specifier.slice(2)}`]
      : specifier.startsWith('/')
        ? [specifier.slice(1)]
        : [];
  return roots.flatMap((root) => {
    // TypeScript names the file that it will become: './a.js' is a.ts.
    const stem = root.replace(/\.(?:js|mjs|cjs|jsx)$/, '');
    const written = SCRIPT_ENDINGS.map((ending) => root + ending);
    return stem === root ? written : [...written, `${stem}.ts`, `${stem}.tsx`, `${stem}.mts`, `${stem}.cts`];
  });
}

/** Beside the importing file's own package, whose folders its path ends with; else at any depth. */
function javaPaths(from: string, path: string): string[] {
  const first = path.slice(0, path.indexOf('/') + 1);
  const at = `/${from}`.indexOf(`/${first}`);
  const beside = at > 0 && first !== '' ? [from.slice(0, at) + path] : [];
  return [...beside, `*/${path}`, path];
}

function pythonPaths(from: string, specifier: string): string[] {
  const dots = /^\.*/.exec(specifier)![0].length;
  const inner = specifier.slice(dots).replaceAll('.', '/');
  const folders = from.split('/').slice(0, -1);
  const both = (stem: string) =>
    stem === '' || stem.endsWith('/') ? [`${stem}__init__.py`] : [`${stem}.py`, `${stem}/__init__.py`];
  if (dots > 0) {
    const base = folders.slice(0, Math.max(0, folders.length - (dots - 1)));
    return both([...base, inner].filter((part) => part !== '').join('/'));
  }
  // The importing file's own folder and each one above it may be on the path.
  const paths: string[] = [];
  for (let depth = folders.length; depth >= 0; depth--)
    paths.push(...both([...folders.slice(0, depth), inner].join('/')));
  return [...paths, ...(inner.includes('/') ? both(`*/${inner}`) : [])];
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
