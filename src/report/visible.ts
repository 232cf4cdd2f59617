/**
 * What a terminal, an editor or a browser would act on instead of showing: controls, format characters (bidi, zero width,
 * tags), separators of lines, halves of surrogate pairs, blank letters and the variation selectors that can carry a message.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u{e0100}-\u{e01ef}]/gu;

/** Text of a hostile repository on one line, with everything hidden written out: an escape becomes `\x1b`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escaped);
}

/** Text where even a letter beyond ASCII could be read as a control, because the terminal knows no UTF-8. */
export function ascii(text: string): string {
  return text.replace(/\P{ASCII}/gu, escaped);
}

/** JSON whose strings hold the same values, but no character that a terminal would obey when the file is printed. */
export function safeJson(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return `${JSON.stringify(value, replacer, 2).replace(HIDDEN, (char) => {
    if (char === '\n') return char;
    return [...Array(char.length).keys()].map((i) => `\\u${hex(char.charCodeAt(i), 4)}`).join('');
  })}\n`;
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 5)}}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
