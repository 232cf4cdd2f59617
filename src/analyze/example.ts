import { type Marked, parseMarked } from '../lib/marked.ts';
import type { Hunk } from '../model/change.ts';
import type { Language } from '../model/language.ts';
import type { Example, ExampleFiles, RuleSpec } from './rule.ts';

/** One example as files: what was there before (empty where nothing is said), and what is there now, with its marks. */
export interface ExampleCase {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, Marked>;
}

const EXTENSION: Readonly<Partial<Record<Language, string>>> = {
  javascript: 'js',
  typescript: 'ts',
  python: 'py',
  csharp: 'cs',
  ruby: 'rb',
  rust: 'rs',
  yaml: 'yml',
  markdown: 'md',
  shell: 'sh',
  dockerfile: 'dockerfile',
  text: 'txt',
};
const DIALECTS: readonly Language[] = ['javascript', 'typescript', 'tsx'];

/**
 * The cases of an example. Code alone stands in a file of the rule's first language; where that is JavaScript or a dialect,
 * once for each dialect that the rule names, since each has a grammar of its own.
 */
export function exampleCases(rule: RuleSpec, example: Example): ExampleCase[] {
  if (typeof example !== 'string') return [{ before: plain(example.before ?? {}), after: marked(example.after) }];
  const languages = rule.languages === 'any' ? (['text'] as const) : rule.languages;
  const first = languages[0] ?? 'text';
  const used = DIALECTS.includes(first) ? languages.filter((language) => DIALECTS.includes(language)) : [first];
  return used.map((language) => ({ before: new Map(), after: marked({ [defaultPath(language)]: example }) }));
}

/** `src/example.py` for Python, and so on. */
function defaultPath(language: Language): string {
  return `src/example.${EXTENSION[language] ?? language}`;
}

function plain(files: ExampleFiles): Map<string, string> {
  return new Map(Object.entries(files).map(([path, text]) => [path, parseMarked(text).text]));
}

function marked(files: ExampleFiles): Map<string, Marked> {
  return new Map(Object.entries(files).map(([path, text]) => [path, parseMarked(text)]));
}

/** Hunks between two short texts, as `git diff -U0` counts them; quadratic, for examples only. */
export function hunksBetween(before: string, after: string): Hunk[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const [oldFrom, newFrom] = [i, j];
    while ((i < old.length || j < now.length) && !(i < old.length && j < now.length && old[i] === now[j])) {
      if (j >= now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) i++;
      else j++;
    }
    const [oldLines, newLines] = [i - oldFrom, j - newFrom];
    hunks.push({
      oldStart: oldLines > 0 ? oldFrom + 1 : oldFrom,
      oldLines,
      newStart: newLines > 0 ? newFrom + 1 : newFrom,
      newLines,
    });
  }
  return hunks;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
