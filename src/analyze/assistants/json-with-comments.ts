/**
 * The value of JSON in which comments and commas before a closing bracket are allowed, as editors write it; undefined where it is
 * none. One pass over the text, so that nothing in it costs more than its length.
 */
export function parseJsonWithComments(text: string): unknown {
  try {
    return JSON.parse(plain(text.replace(/^\ufeff/, '')));
  } catch {
    return undefined;
  }
}

function plain(text: string): string {
  const out: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"') {
      i++;
      while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    } else if (char === '/' && (text[i + 1] === '/' || text[i + 1] === '*')) {
      out.push(text.slice(from, i));
      const close = text[i + 1] === '/' ? text.indexOf('\n', i) : text.indexOf('*/', i + 2) + 1;
      i = close <= 0 ? text.length : close;
      from = text[i] === '\n' ? i : i + 1;
    } else if (char === ',' && /^\s*(?:\/\/[^\n]*\n\s*)*[}\]]/.test(text.slice(i + 1, i + 200))) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out.join('');
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; empty where it is none. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The texts in a list; empty where it is none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
