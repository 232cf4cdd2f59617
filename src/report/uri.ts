const ESCAPED_BYTE = /^\\x([89a-f][0-9a-f])/;

/** A relative POSIX path as a URI reference; `\xHH` (a byte that is not UTF-8) becomes the byte it stands for. */
export function uriOf(path: string): string {
  let uri = '';
  for (let i = 0; i < path.length; ) {
    const byte = ESCAPED_BYTE.exec(path.slice(i, i + 4));
    const char = String.fromCodePoint(path.codePointAt(i) ?? 0);
    uri += byte ? `%${byte[1]!.toUpperCase()}` : char === '/' ? char : encoded(char);
    i += byte ? 4 : char.length;
  }
  return uri;
}

function encoded(char: string): string {
  // encodeURIComponent leaves these alone, but a strict reader takes none of them in a path.
  if ("!'()*".includes(char)) return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return /\p{Cs}/u.test(char) ? '%EF%BF%BD' : encodeURIComponent(char);
}
