import { unescapeText } from './escapes.ts';
import type { TreeView } from './view.ts';

/** Pieces of a Python string: text, or the node of an interpolation. */
export function stringPieces(view: TreeView, string: number): (string | number)[] {
  const opening = view.text(view.childOfKind(string, 'string_start')).toLowerCase();
  const isRaw = opening.includes('r');
  const isFormat = opening.includes('f') || opening.includes('t');
  const pieces: (string | number)[] = [];
  for (const child of view.named(string)) {
    const kind = view.kind(child);
    if (kind === 'interpolation') pieces.push(child);
    if (kind !== 'string_content') continue;
    const source = view.text(child);
    const text = isRaw ? source : unescapeText(source);
    pieces.push(isFormat ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text);
  }
  return pieces;
}

export interface FormatPiece {
  /** Text, or the place of a value: its position, or its name. */
  readonly text?: string;
  readonly key?: number | string;
  /** The format makes a number of it. */
  readonly isNumber?: boolean;
}

/** Pieces of a `%` format; null when it has a form that takes its width from the values. */
export function percentPieces(format: string): FormatPiece[] | null {
  const pieces: FormatPiece[] = [];
  let position = 0;
  let at = 0;
  for (const match of format.matchAll(/%(?:\((\w+)\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g)) {
    if (match[2] === '*' || match[3] === '*') return null;
    if (match.index > at) pieces.push({ text: format.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[4] === '%') pieces.push({ text: '%' });
    else pieces.push({ key: match[1] ?? position++, isNumber: !'crsa'.includes(match[4]!) });
  }
  if (at < format.length) pieces.push({ text: format.slice(at) });
  return pieces;
}

/** Pieces of a `str.format` text; null when a field is more than a position or a name. */
export function bracePieces(format: string): FormatPiece[] | null {
  const pieces: FormatPiece[] = [];
  let position = 0;
  let at = 0;
  for (const match of format.matchAll(/\{\{|\}\}|\{(\w*)((?:![rsa])?(?::([^{}]*))?)\}|[{}]/g)) {
    if (match.index > at) pieces.push({ text: format.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}') pieces.push({ text: match[0][0]! });
    else if (match[1] === undefined) return null;
    else {
      const key = match[1] === '' ? position++ : /^\d+$/.test(match[1]) ? Number(match[1]) : match[1];
      pieces.push({ key, isNumber: /[bdoxXeEfFgGn%]$/.test(match[3] ?? '') });
    }
  }
  if (at < format.length) pieces.push({ text: format.slice(at) });
  return pieces;
}
