const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Text that a string's source stands for; numeric and octal escapes too. */
export function unescapeText(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(
    /\\(?:x([\da-fA-F]{2})|u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(\r\n|[\s\S]))/g,
    (_all, hex?: string, braced?: string, short?: string, long?: string, other?: string) => {
      const digits = hex ?? braced ?? short ?? long;
      if (digits !== undefined) {
        const code = Number.parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      if (other === '\n' || other === '\r\n') return '';
      return Object.hasOwn(ESCAPES, other!) ? ESCAPES[other!]! : other!;
    },
  );
}
