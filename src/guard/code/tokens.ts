/** Code as tokens: names, words of the language, literals and signs; layout and comments are gone. */
export interface CodeTokens {
  /** By token: a number that is the same for the same text; names are negative, signs and words positive. */
  readonly symbols: Int32Array;
  /** By token: its line, from 1. */
  readonly lines: Int32Array;
}

/** Words that are reserved in most languages that have them: they are no names, and renaming leaves them alone. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'and async await break case catch class const continue def del do elif else enum except export extends false finally for from func ' +
    'function goto if implements import in instanceof interface lambda let new not null or package pass private protected public ' +
    'raise return self static struct super switch this throw throws true try typeof var void while with yield False None True'
  ).split(' '),
);

const STRING = 0x50000001;
const NUMBER = 0x50000002;

/**
 * Cuts a text into tokens, whatever its language. No string goes on over the end of its line: so a text that begins in the
 * middle of something is cut like the whole from its next line on.
 */
export function codeTokens(text: string): CodeTokens {
  const symbols = new Int32Array(text.length);
  const lines = new Int32Array(text.length);
  let count = 0;
  let line = 1;
  let at = 0;
  const skipTo = (end: number) => {
    for (; at < end; at++) if (text.charCodeAt(at) === 10) line++;
  };
  const add = (symbol: number) => {
    symbols[count] = symbol;
    lines[count++] = line;
  };
  skipTo(pastImport(text, 0));
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line++;
      at++;
      skipTo(pastImport(text, at));
    } else if (code <= 32) at++;
    else if (isWordPart(code) && !(code >= 48 && code <= 57)) {
      const from = at;
      let hash = 0x811c9dc5;
      for (; at < text.length && isWordPart(text.charCodeAt(at)); at++)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      const symbol = ((hash ^ (hash >>> 15)) & 0x3fffffff) | 1;
      add(at - from < 11 && WORDS.has(text.slice(from, at)) ? symbol : -symbol);
    } else if (code >= 48 && code <= 57) {
      while (at < text.length && (isWordPart(text.charCodeAt(at)) || text[at] === '.')) at++;
      add(NUMBER);
    } else if (code === 34 || code === 39 || code === 96) {
      at = endOfString(text, at, code);
      // Marks of several lines are no strings.
      if (text.charCodeAt(at) !== code) add(STRING);
      else while (text.charCodeAt(at) === code) at++;
    } else if ((code === 47 && text.charCodeAt(at + 1) === 47) || (code === 35 && isComment(text, at))) {
      at = endOfLine(text, at);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const close = text.indexOf('*/', at + 2);
      skipTo(close < 0 ? text.length : close + 2);
    } else {
      // Formatters add and take away these.
      if (code !== 59 && code !== 44) add(code | 0x40000000);
      at++;
    }
  }
  return { symbols: symbols.subarray(0, count), lines: lines.subarray(0, count) };
}

const IMPORT =
  /[ \t]*(?:import\b|from [\w.]+ import\b|export [*{][^\n]{0,200} from\b|#include\b|using [\w.]+;|package [\w.]+)/y;

/** Where a line of imports ends: what a program uses says nothing about whose it is. `from` where there is none. */
function pastImport(text: string, from: number): number {
  // Most lines are passed by their first letter.
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (!'ife#up'.includes(text[at] ?? '\n')) return from;
  IMPORT.lastIndex = from;
  if (!IMPORT.test(text)) return from;
  const end = endOfLine(text, from);
  const open = /[{(][^{}()\n]*$/.exec(text.slice(from, end));
  if (open === null) return end;
  const close = text.indexOf(open[0][0] === '{' ? '}' : ')', end);
  return close < 0 || close - end > 4_000 ? end : endOfLine(text, close);
}

/** Letters, digits, `_`, `$`, and everything beyond ASCII. */
function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}

/** A number sign begins a comment before a blank or at a line's end; else it is a directive, a colour or a private name. */
function isComment(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return Number.isNaN(next) || next <= 32 || next === 35 || next === 33;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endOfString(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 10) return at;
    if (code === 92 && text.charCodeAt(at + 1) !== 10) at++;
  }
  return text.length;
}
