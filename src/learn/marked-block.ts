const BEGIN = '<!-- countersign:begin -->';
const END = '<!-- countersign:end -->';

/** What is between the marks of a file; null where there are none. Throws nothing: `fault` says why marks cannot be used. */
export function blockIn(text: string): { readonly inner: string } | { readonly fault: string } | null {
  const begins = text.split(BEGIN).length - 1;
  const ends = text.split(END).length - 1;
  if (begins === 0 && ends === 0) return null;
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (begins !== 1 || ends !== 1 || to < from) return { fault: 'its marks do not make one block' };
  return { inner: text.slice(from + BEGIN.length, to) };
}

/**
 * The file with the block in it: in the place of the one that is there, else at the end. Every byte outside of the marks
 * stays; the block takes the line ends of the file. Null where the marks do not make one block.
 *
 * @param start what a new file begins with, before the block.
 */
export function withBlock(text: string | null, inner: string, start = ''): string | null {
  const eol = text !== null && /\r\n/.test(text) ? '\r\n' : '\n';
  const block = `${BEGIN}\n${inner}${END}`.replace(/\r?\n/g, eol);
  if (text === null || text === '') return `${start}${block}\n`;
  const found = blockIn(text);
  if (found === null) return `${text}${/\n$/.test(text) ? '' : eol}${eol}${block}${eol}`;
  if ('fault' in found) return null;
  const from = text.indexOf(BEGIN);
  return text.slice(0, from) + block + text.slice(text.indexOf(END) + END.length);
}
