/** A half-open run of UTF-16 code units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** An example as it is analysed, and the places that its marks point at, in order of their start. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

const OPEN = '«';
const CLOSE = '»';

/**
 * Takes the marks out of an example: `«x»` expects a match that spans exactly `x`; marks nest, and a backslash before a
 * mark makes it an ordinary character. Throws on a mark without its partner, so that a typing error cannot hide a test.
 */
export function parseMarked(example: string): Marked {
  let text = '';
  const open: number[] = [];
  const spans: Span[] = [];
  for (let i = 0; i < example.length; i++) {
    const char = example[i]!;
    const next = example[i + 1];
    if (char === '\\' && (next === OPEN || next === CLOSE)) {
      text += next;
      i++;
    } else if (char === OPEN) {
      open.push(text.length);
    } else if (char === CLOSE) {
      const start = open.pop();
      if (start === undefined) throw new Error(`a ${CLOSE} at offset ${i} of an example closes nothing`);
      spans.push({ start, end: text.length });
    } else {
      text += char;
    }
  }
  if (open.length > 0) throw new Error(`a ${OPEN} in an example is never closed`);
  return { text, spans: spans.sort((a, b) => a.start - b.start || b.end - a.end) };
}

/** The reverse of what `parseMarked` does to an escaped mark: text that may hold marks becomes an example without any. */
export function escapeMarks(text: string): string {
  return text.replace(/[«»]/g, '\\$&');
}
