import type { Attributes } from './attributes.ts';
import type { Configuration } from './configuration.ts';

/** How git would store a work tree file, or why we cannot know. */
export type Cleaning =
  | { readonly kind: 'as-is' }
  /** CRLF becomes LF. */
  | { readonly kind: 'text' }
  /** The same where the content is text, and the stored version has no CRLF itself. */
  | { readonly kind: 'guess' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Decides from attributes and configuration, as git's own conversion does; filters are named, never run. */
export function cleaningOf(attributes: Attributes, configuration: Pick<Configuration, 'autocrlf' | 'eol'>): Cleaning {
  const filter = attributes.get('filter');
  if (typeof filter === 'string')
    return { kind: 'unreadable', reason: `it is behind the filter ${filter}, which is not run` };
  const encoding = attributes.get('working-tree-encoding');
  if (typeof encoding === 'string' && !/^utf-?8$/i.test(encoding))
    return { kind: 'unreadable', reason: `it is kept in ${encoding}, which is not converted` };
  const text = attributes.get('text') ?? attributes.get('crlf');
  if (text === false) return { kind: 'as-is' };
  if (text === 'auto') return { kind: 'guess' };
  if (text !== undefined || attributes.has('eol')) return { kind: 'text' };
  return { kind: configuration.autocrlf === 'false' ? 'as-is' : 'guess' };
}

/**
 * The bytes that git would store.
 *
 * @param storedHasCrlf `isCrlfText` of the version in the index: then git leaves a guessed file alone.
 */
export function clean(bytes: Buffer, cleaning: Cleaning, attributes: Attributes, storedHasCrlf: boolean): Buffer {
  let cleaned = bytes;
  const convert = cleaning.kind === 'text' || (cleaning.kind === 'guess' && !storedHasCrlf && looksLikeText(bytes));
  if (convert && bytes.includes('\r\n'))
    cleaned = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  if (attributes.get('ident') === true && cleaned.includes('$Id:'))
    cleaned = Buffer.from(cleaned.toString('latin1').replace(/\$Id:[^$\n]*\$/g, '$Id$'), 'latin1');
  return cleaned;
}

/** Whether a stored version is text with CRLF of its own: one that looks binary does not count. */
export function isCrlfText(bytes: Buffer | undefined): boolean {
  return bytes?.includes('\r\n') === true && looksLikeText(bytes);
}

/** git's guess: no NUL, no lone CR, and hardly any control characters. */
function looksLikeText(bytes: Buffer): boolean {
  let printable = 0;
  let control = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === 0) return false;
    if (byte === 13) {
      if (bytes[at + 1] !== 10) return false;
    } else if (byte === 127 || (byte < 32 && ![8, 9, 10, 12, 27].includes(byte))) control += 1;
    else printable += 1;
  }
  // A DOS end-of-file mark is no control character.
  if (bytes.at(-1) === 26) control -= 1;
  return printable >> 7 >= control;
}
