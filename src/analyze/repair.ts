import type { Language } from '../model/language.ts';
import type { Edit } from './detector.ts';

/** The place that a rule points at, and the file around it; offsets are UTF-16 code units into `source`. */
interface RepairedSpan {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly source: string;
  readonly language: Language;
}

/**
 * What to change so that the finding is gone, nothing else is new, and the file still parses; null where that is not
 * certain for this place. Every rule that has one is tested so on its own bad examples.
 */
export type Repair = (span: RepairedSpan) => readonly Edit[] | null;

/** Puts another text in place of what matches inside the span; `$1` and so on as in `String.replace`. */
export function replacing(pattern: RegExp, replacement: string): Repair {
  return ({ text, start }) => {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [from, to] = [match.index, match.index + match[0].length];
    // Replaced in the whole span, so that what the expression looks at around the match is there.
    const whole = text.replace(pattern, replacement);
    return [{ start: start + from, end: start + to, text: whole.slice(from, whole.length - (text.length - to)) }];
  };
}

const OPPOSITE: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['false', 'true'],
  ['True', 'False'],
  ['False', 'True'],
]);

/** Turns the switch around with which the span ends: `verify=False`, `secure: false`. */
export const flipped: Repair = ({ text, end }) => {
  const value = /[:=]\s*(true|false|True|False)$/.exec(text)?.[1];
  if (value === undefined) return null;
  return [{ start: end - value.length, end, text: OPPOSITE.get(value)! }];
};

/** Takes the span out; with its line, where nothing else stands on it. */
export const removed: Repair = ({ source, start, end }) => {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const newline = source.indexOf('\n', end);
  const lineEnd = newline < 0 ? source.length : newline + 1;
  const isAlone = /^[ \t]*$/.test(source.slice(lineStart, start)) && /^;?[ \t\r]*\n?$/.test(source.slice(end, lineEnd));
  return [isAlone ? { start: lineStart, end: lineEnd, text: '' } : { start, end, text: '' }];
};

/** Takes the span out, with the blanks before it: the end of a command. */
export const removedWord: Repair = ({ source, start, end }) => {
  const blanks = /[ \t]*$/.exec(source.slice(Math.max(0, start - 40), start))![0].length;
  return [{ start: start - blanks, end, text: '' }];
};

/** A repair for spans of a certain text only. */
export function matching(pattern: RegExp, repair: Repair): Repair {
  return (span) => (pattern.test(span.text) ? repair(span) : null);
}

/** The first of several repairs that fits. */
export function firstOf(...repairs: readonly Repair[]): Repair {
  return (span) => {
    for (const repair of repairs) {
      const edits = repair(span);
      if (edits !== null) return edits;
    }
    return null;
  };
}
