import type { Language } from '../../model/language.ts';
import type { FileContext, TokenDetector } from '../detector.ts';
import { type Assigned, valueAfter } from './assignment.ts';
import { isLockFile, isTextForPeople } from './placeholder.ts';
import { mask } from './secret.ts';

interface NamedValueForm {
  /** Lower case; where a name is looked for. */
  readonly keywords: readonly string[];
  /** Judges by the words of the name (lower case), the last one first to be looked at. */
  readonly isName: (words: readonly string[]) => boolean;
  /** Judges the value; `name` is the whole name as it stands. */
  readonly isValue: (value: string, name: string) => boolean;
  readonly label: string;
  /** Where tests are judged, they are only noted. */
  readonly quietInTests?: boolean;
}

/** Languages in which a bare word after a name is code: there a value must be quoted. */
const CONFIGURATION: ReadonlySet<Language> = new Set([
  'yaml',
  'ini',
  'toml',
  'text',
  'shell',
  'dockerfile',
  'xml',
  'makefile',
  // Manuals show settings and commands as they are typed.
  'markdown',
]);

/** Names of what is said or asked about a password. */
const ABOUT =
  /^(?:forgot|forget|forgotten|reset|change|changed|invalid|incorrect|wrong|weak|enter|retype|retyped|label|title|placeholder|hint|prompt|missing|required|require|show|hide|toggle|choose|expired|lost)$/;

/** Looks at what gets a value under a telling name, in code and configuration; yields to rules that know the thing. */
export function namedValue(form: NamedValueForm): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: form.keywords,
    yields: true,
    scan(context, hits) {
      if (isLockFile(context.path) || isTextForPeople(context.path)) return;
      let last = -1;
      const needsQuote = !CONFIGURATION.has(context.language) && context.language !== 'html';
      for (const hit of hits) {
        const end = endOfName(context.text, hit);
        if (end === last || !mayAssign(context.text, end, needsQuote)) continue;
        last = end;
        const assigned = valueAfter(context.text, end);
        if (assigned !== null) judge(form, context, nameStart(context.text, hit), assigned);
      }
    },
  };
}

function judge(form: NamedValueForm, context: FileContext, start: number, assigned: Assigned): void {
  const { text, language } = context;
  const name = text.slice(start, assigned.operatorStart).replace(/["'`\]\s)\\]+$/, '');
  if (!fits(assigned, language, text, start, name)) return;
  const value = text.slice(assigned.start, assigned.end);
  const words = wordsOf(name);
  if (!form.isName(words) || words.some((word) => ABOUT.test(word)) || isPhrase(context, assigned)) return;
  if (!form.isValue(value, name)) return;
  context.report({
    start: assigned.start,
    end: assigned.end,
    masked: mask(value, false),
    message: `${form.label} written out (${mask(value, false)})`,
    confidence: 'pattern',
    ...(context.isTest && form.quietInTests && { level: 'note' as const }),
  });
}

/** Words in a row: a bare value that goes on after a blank, or text in which nothing but words stands. */
function isPhrase({ text, language }: FileContext, { start, end, quote }: Assigned): boolean {
  if (quote === '' && language !== 'shell' && /^[ \t]+[\p{L}]/u.test(text.slice(end, end + 20))) return true;
  const value = text.slice(start, end);
  return /^[\p{L}\s.,?!:;'’…()*-]+$/u.test(value) && (/\s/.test(value) || /[^\x20-\x7e]/.test(value));
}

/** The notation must be one that gives a value in this language. */
function fits({ operator, quote }: Assigned, language: Language, text: string, start: number, name: string): boolean {
  if (operator === ',') return quote !== '' && /["'`]/.test(text[start - 1] ?? '') && !isJudging(text, start);
  if (operator === '(')
    return (
      quote !== '' &&
      /^(?:set|with|use)?[A-Z_a-z]*$/.test(name) &&
      !/^(?:get|is|has|check|verify|valid|compare|encode|decode|hash|read|load|find|fetch|encrypt|decrypt|prompt|ask)/i.test(
        name,
      )
    );
  if (operator === '>') return quote === '' && text[start - 1] === '<';
  return quote !== '' || CONFIGURATION.has(language);
}

/** Two arguments of a call that hashes or compares are a password and what it is compared with, no name and value. */
function isJudging(text: string, start: number): boolean {
  return /(?:hash|check|verif|compar|valid|crypt|match|equals?|assert)\w{0,40}\(\s{0,4}["'`]$/i.test(
    text.slice(Math.max(0, start - 60), start),
  );
}

const TYPES = new Set([
  'string',
  'str',
  'char',
  'text',
  'const',
  'value',
  'val',
  'final',
  'default',
  'prod',
  'dev',
  'staging',
  'plain',
  'plaintext',
  'raw',
]);

/** `dbPassword`, `DB_PASSWORD` and `db-password` are `db`, `password`; types and stages at the end are dropped. */
function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 0);
  while (words.length > 1 && TYPES.has(words.at(-1)!)) words.pop();
  return words;
}

function endOfName(text: string, from: number): number {
  const limit = Math.min(text.length, from + 60);
  let at = from;
  while (at < limit && isNamePart(text.charCodeAt(at))) at++;
  return at;
}

function nameStart(text: string, from: number): number {
  const limit = Math.max(0, from - 60);
  let at = from;
  while (at > limit && isNamePart(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Letters, digits, `_`, `$`, `-` and `.`. */
function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code === 45 ||
    code === 46
  );
}

/** A quick look that spares the expressions: an operator follows, and a quote after it where one is needed. */
function mayAssign(text: string, at: number, needsQuote: boolean): boolean {
  let i = at;
  const limit = at + 20;
  while (i < limit && ' \t"\'`])\\'.includes(text[i] ?? '\n')) i++;
  let operator = text[i];
  // `$name .= "…"`, and `var name string = "…"`, where a type stands between.
  if (operator === '.' && text[i + 1] === '=') operator = text[++i];
  else if (operator !== undefined && /[a-z]/i.test(operator) && text[i - 1] === ' ') {
    while (i < limit + 20 && /[\w.[\]* ]/.test(text[i] ?? '\n')) i++;
    operator = text[i];
    if (operator !== '=') return false;
  }
  if (operator === undefined || !'=:,>(|?+'.includes(operator)) return false;
  if (!needsQuote && operator !== ',' && operator !== '(') return true;
  // A type may stand between the name and the value.
  if (operator === ':') return true;
  while (i < limit + 30 && '=:>|?+(, \t\r\n'.includes(text[i] ?? '')) i++;
  return '"\'`\\@bruf'.includes(text[i] ?? ' ');
}
