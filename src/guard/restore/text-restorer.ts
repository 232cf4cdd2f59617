import type { PlaceholderIndex } from './placeholder-index.ts';

/** Puts values back into a text that comes in pieces. */
export interface Restorer {
  /** The next piece; gives what is certain by now. Never keeps more than the beginning of a placeholder that may go on. */
  push(piece: string): string;
  /** What was kept, since nothing follows. */
  end(): string;
}

/** For plain text: any two ways of cutting it give the same whole. */
export function textRestorer(live: PlaceholderIndex): Restorer {
  let kept = '';
  return {
    push(piece) {
      const text = kept + piece;
      let out = '';
      let from = 0;
      let at = 0;
      for (; at < text.length; at++) {
        const placeholder = live.at(text, at);
        if (placeholder !== undefined) {
          out += text.slice(from, at) + live.valueOf(placeholder)!;
          from = at + placeholder.length;
          at = from - 1;
        } else if (live.mayGoOn(text, at)) break;
      }
      kept = text.slice(at);
      return out + text.slice(from, at);
    },
    end() {
      const rest = kept;
      kept = '';
      return rest;
    },
  };
}

/**
 * For a text that is itself JSON, such as the arguments of a tool call: a placeholder is seen through escapes, and its value is
 * escaped. An escape that is cut stays back until it is whole.
 */
export function jsonRestorer(live: PlaceholderIndex): Restorer {
  let kept = '';
  return {
    push(piece) {
      const raw = kept + piece;
      if (!raw.includes('\\')) return unescaped(raw);
      const { text, places } = decode(raw);
      let out = '';
      let from = 0;
      let at = 0;
      for (; at < text.length; at++) {
        const placeholder = live.at(text, at);
        if (placeholder !== undefined) {
          out += raw.slice(places[from], places[at]) + escapedValue(live, placeholder);
          from = at + placeholder.length;
          at = from - 1;
        } else if (live.mayGoOn(text, at)) break;
      }
      kept = raw.slice(places[at]);
      return out + raw.slice(places[from], places[at]);
    },
    end() {
      const rest = kept;
      kept = '';
      return rest;
    },
  };

  function unescaped(raw: string): string {
    let out = '';
    let from = 0;
    let at = 0;
    for (; at < raw.length; at++) {
      const placeholder = live.at(raw, at);
      if (placeholder !== undefined) {
        out += raw.slice(from, at) + escapedValue(live, placeholder);
        from = at + placeholder.length;
        at = from - 1;
      } else if (live.mayGoOn(raw, at)) break;
    }
    kept = raw.slice(at);
    return out + raw.slice(from, at);
  }
}

function escapedValue(live: PlaceholderIndex, placeholder: string): string {
  return JSON.stringify(live.valueOf(placeholder)!).slice(1, -1);
}

/** Characters behind the escapes, and where each begins in the raw text; the last place is where a cut escape begins, or the end. */
function decode(raw: string): { readonly text: string; readonly places: readonly number[] } {
  let text = '';
  const places: number[] = [];
  let at = 0;
  while (at < raw.length) {
    if (raw[at] !== '\\') {
      places.push(at);
      text += raw[at++];
      continue;
    }
    const size = raw[at + 1] === 'u' ? 6 : 2;
    if (at + size > raw.length) break;
    const code = size === 6 ? Number.parseInt(raw.slice(at + 2, at + 6), 16) : Number.NaN;
    places.push(at);
    // Any other escape stands for a character that no placeholder has.
    text += Number.isNaN(code) ? '\u0000' : String.fromCharCode(code);
    at += size;
  }
  places.push(at);
  return { text, places };
}
