import { unescapeText } from './escapes.ts';
import type { FormatPiece } from './percent-format.ts';
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
