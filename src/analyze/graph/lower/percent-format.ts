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
