import { inlineParts } from '../inline-code.ts';
import { visible } from '../visible.ts';

/** Joins without a break and is not seen: enough that a forge sees no mention, reference or address. */
const JOINER = '\u2060';

/** Text of a stranger as text: no markup, no HTML, no link, nobody mentioned, no formula, on one line. */
export function literal(text: string): string {
  return visible(text.trim())
    .replace(/[\\`*_[\]|~$#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/:(?=\/\/)|@|#(?=\d)|\b(?:GH-|www(?=\.)|mailto:|xmpp:)/gi, `$&${JOINER}`)
    .replace(/^\//, `${JOINER}/`);
}

/** Code on one line; an element instead of backticks, since these mean something else inside a table. */
export function code(text: string): string {
  return `<code>${literal(text)}</code>`;
}

/** A message whose backticks mean code. */
export function message(text: string): string {
  return inlineParts(text)
    .map((part, i) => {
      if (part.code) return code(part.text);
      const spaced = /^\s/.test(part.text) && i > 0 ? ' ' : '';
      return `${spaced}${literal(part.text)}${/\s$/.test(part.text) ? ' ' : ''}`;
    })
    .join('')
    .trim();
}

/** Lines as a code block whose fence no line can close. */
export function fenced(lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}text`, ...lines, fence].join('\n');
}
