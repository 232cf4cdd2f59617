import type { ProgramFile } from '../../model/facts.ts';
import { candidatePaths } from '../graph/resolve.ts';
import { isFollowed } from './flows-in.ts';

const PYTHON = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]{0,4000}\)|[^\n#;]+)|import[ \t]+([^\n#;]+))/gm;
const SCRIPT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]{1,300})\1/g;
const JAVA = /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+(?:\.\*)?)[ \t]*;/gm;
/** A class by its whole name, inside the code. */
const JAVA_NAME = /(?<![\w.])(?:[a-z_]\w*\.){2,12}[A-Z]\w*/g;
const GO = /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w./~-]{1,300})"[ \t]*$/gm;

/**
 * Where the files that a file imports may lie: a list of candidates, best first, for each import. Read off the text, since a
 * file that is not there costs less to look for than a tree costs to make.
 */
export function neighboursOf(file: ProgramFile): readonly (readonly string[])[] {
  const { path, language } = file;
  if (!isFollowed(language)) return [];
  const from = { path, language };
  return specifiersOf(file)
    .map((specifier) => candidatePaths(from, specifier).filter((candidate) => !candidate.startsWith('*')))
    .filter((candidates) => candidates.length > 0);
}

/** What a file imports, as written, once each; what cannot lie in the repository may be left out. */
export function specifiersOf({ language, text }: ProgramFile): readonly string[] {
  return [...new Set(specifiersIn(language, text))];
}

function specifiersIn(language: string, text: string): string[] {
  if (language === 'python') return [...text.matchAll(PYTHON)].flatMap(pythonModules);
  if (language === 'java') {
    const named = [...text.matchAll(JAVA_NAME)].map(([name]) => name);
    const imported = [...text.matchAll(JAVA)].map((match) => match[1]!);
    return [...imported, ...named].filter((name) => !/^(?:java|javax|jakarta)\./.test(name));
  }
  if (language === 'go') return [...text.matchAll(GO)].map((match) => match[1]!);
  return [...text.matchAll(SCRIPT)].map((match) => match[2]!).filter((one) => /^[./@~]/.test(one));
}

/** `from a import b` may name a.py or a/b.py. */
function pythonModules([, from, names, plain]: RegExpMatchArray): string[] {
  if (plain !== undefined) return plain.split(',').map((name) => name.trim().split(/\s/)[0]!);
  const imported = names!
    .replace(/[()]|#.*/g, '')
    .split(',')
    .map((name) => name.trim().split(/\s/)[0]!);
  const inner = imported
    .filter((name) => /^\w+$/.test(name))
    .map((name) => (/\.$/.test(from!) ? from + name : `${from}.${name}`));
  return [from!, ...inner].filter((name) => /^[.\w]+$/.test(name));
}
