import { compileGlobs, type GlobMatcher } from '../../lib/glob.ts';
import { fileSystemPath, type RawPath } from './raw-path.ts';
import { readSmallFile } from './small-file.ts';

const ATTRIBUTES_CAP = 4 * 1024 * 1024;
const WANTED = ['text', 'eol', 'crlf', 'filter', 'ident', 'working-tree-encoding'] as const;

/** `true` is set, `false` is unset (`-text`), a string is a value; absent is unspecified. */
type AttributeValue = string | boolean;

/** Those attributes of a path that change what git stores of a work tree file; read as data, nothing is run for them. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

interface Line {
  readonly matches: (path: RawPath) => boolean;
  readonly states: readonly (readonly [string, AttributeValue | undefined])[];
}

interface Source {
  readonly lines: readonly Line[];
  readonly macros: ReadonlyMap<string, Line['states']>;
}

/**
 * Looks attributes up in the `.gitattributes` files of the work tree and in `info/attributes`, each read once.
 *
 * @param own the git directory's `info/attributes`, which goes before all others.
 */
export function attributeReader(top: string, own: string): (path: RawPath) => Attributes {
  const sources = new Map<RawPath, Source>();
  const ownSource = parseAttributes(readSmallFile(own, ATTRIBUTES_CAP, false), '');
  const sourceOf = (folder: RawPath): Source => {
    const known = sources.get(folder);
    if (known) return known;
    const file = fileSystemPath(top, folder === '' ? '.gitattributes' : `${folder}/.gitattributes`);
    const source = parseAttributes(readSmallFile(file, ATTRIBUTES_CAP, false), folder);
    sources.set(folder, source);
    return source;
  };
  return (path) => {
    const chain = [sourceOf('')];
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) chain.push(sourceOf(path.slice(0, at)));
    chain.push(ownSource);
    const macros = new Map([...BINARY, ...chain[0]!.macros, ...ownSource.macros]);
    const found = new Map<string, AttributeValue | undefined>();
    for (const { lines } of chain) {
      for (const { matches, states } of lines) if (matches(path)) apply(states, macros, found);
    }
    const wanted = new Map<string, AttributeValue>();
    for (const name of WANTED) {
      const value = found.get(name);
      if (value !== undefined) wanted.set(name, value);
    }
    return wanted;
  };
}

const BINARY: ReadonlyMap<string, Line['states']> = new Map([
  [
    'binary',
    [
      ['diff', false],
      ['merge', false],
      ['text', false],
    ],
  ],
]);

function apply(
  states: Line['states'],
  macros: ReadonlyMap<string, Line['states']>,
  found: Map<string, AttributeValue | undefined>,
): void {
  const open = [...states];
  // A macro may name macros; each once, so that two naming each other come to an end.
  const used = new Set<string>();
  for (let at = 0; at < open.length; at += 1) {
    const [name, value] = open[at]!;
    found.set(name, value);
    const macro = value === true && !used.has(name) ? macros.get(name) : undefined;
    if (macro === undefined) continue;
    used.add(name);
    open.splice(at + 1, 0, ...macro);
  }
}

function parseAttributes(bytes: Buffer | undefined, folder: RawPath): Source {
  const lines: Line[] = [];
  const macros = new Map<string, Line['states']>();
  for (const text of bytes?.toString('latin1').split('\n') ?? []) {
    const [, quoted, bare, rest] = /^[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s#"]\S*))[ \t]+(.*)$/.exec(text) ?? [];
    if (rest === undefined) continue;
    const states = rest
      .trim()
      .split(/[ \t\r]+/)
      .filter(Boolean)
      .map(state);
    const pattern = quoted === undefined ? bare! : quoted.replace(/\\(.)/g, '$1');
    if (pattern.startsWith('[attr]')) macros.set(pattern.slice(6), states);
    // Negative patterns are forbidden here: git ignores the line.
    else if (!pattern.startsWith('!')) lines.push({ matches: pathMatcher(pattern, folder), states });
  }
  return { lines, macros };
}

function state(text: string): readonly [string, AttributeValue | undefined] {
  if (text.startsWith('-')) return [text.slice(1), false];
  if (text.startsWith('!')) return [text.slice(1), undefined];
  const at = text.indexOf('=');
  return at < 0 ? [text, true] : [text.slice(0, at), text.slice(at + 1)];
}

/** As in .gitignore: without a slash the pattern is for the last component, else for the path below its folder. */
function pathMatcher(pattern: string, folder: RawPath): (path: RawPath) => boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  const anchored = pattern.includes('/');
  let glob: GlobMatcher | undefined;
  return (path) => {
    if (!path.startsWith(prefix) || pattern.endsWith('/')) return false;
    glob ??= compileGlobs([pattern.replace(/[{}]/g, '\\$&')]);
    const below = path.slice(prefix.length);
    return glob.test(anchored ? below : below.slice(below.lastIndexOf('/') + 1));
  };
}
