/** What a Go expression of the example files can be: text, a list, a table, or nothing that we can tell. */
export type GoValue = string | readonly GoValue[] | ReadonlyMap<string, GoValue> | undefined;

export type GoCall = (name: string, args: readonly GoValue[]) => GoValue;

type Token = { readonly kind: 'word' | 'text' | 'sign'; readonly text: string };

/** Splits Go source; comments are dropped, line ends are kept out: the expressions read here do not need them. */
export function tokensOf(source: string): Token[] {
  const form =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(`[^`]*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+')|([A-Za-z_]\w*|\d[\w.]*)|(:=|\.\.\.|[^\s])/g;
  const tokens: Token[] = [];
  for (const [, text, word, sign] of source.matchAll(form)) {
    if (text !== undefined) tokens.push({ kind: 'text', text: unquoted(text) });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

function unquoted(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  return literal
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g, (_, hex?: string, unicode?: string, char?: string) => {
      if (char === undefined) return String.fromCharCode(Number.parseInt(hex ?? unicode!, 16));
      return { n: '\n', t: '\t', r: '\r' }[char] ?? char;
    });
}

/** Reads expressions from a list of tokens, with the variables that were assigned before. */
export class GoReader {
  at = 0;
  readonly tokens: readonly Token[];
  readonly variables: Map<string, GoValue>;
  readonly call: GoCall;

  constructor(tokens: readonly Token[], variables: Map<string, GoValue>, call: GoCall) {
    this.tokens = tokens;
    this.variables = variables;
    this.call = call;
  }

  get next(): string {
    return this.tokens[this.at]?.text ?? '';
  }

  isSign(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' && token.text === text;
  }

  expression(): GoValue {
    let value = this.operand();
    while (this.isSign('+')) {
      this.at++;
      const right = this.operand();
      value = typeof value === 'string' && typeof right === 'string' ? value + right : undefined;
    }
    return value;
  }

  private operand(): GoValue {
    const token = this.tokens[this.at++];
    if (token === undefined) return undefined;
    if (token.kind === 'text') return this.suffixes('', token.text);
    if (token.kind === 'sign') {
      if (token.text === '&' || token.text === '*') return this.operand();
      if (token.text === '(') {
        const value = this.expression();
        this.skipTo(')');
        return this.suffixes('', value);
      }
      if (token.text === '[') {
        this.skipTo(']');
        return this.operand();
      }
      return undefined;
    }
    if (token.text === 'map') {
      this.at++;
      this.skipTo(']');
      while (this.isSign('[') || this.isSign(']') || this.isSign('*')) this.at++;
      return this.operand();
    }
    return this.suffixes(token.text, this.variables.get(token.text));
  }

  private suffixes(name: string, start: GoValue): GoValue {
    let path = name;
    let value = start;
    for (;;) {
      if (this.isSign('.')) {
        this.at++;
        path += `.${this.next}`;
        this.at++;
        value = undefined;
      } else if (this.isSign('(')) value = this.call(path, this.list('(', ')'));
      else if (this.isSign('{') && path !== '') value = this.literal();
      else if (this.isSign('[')) {
        this.at++;
        this.skipTo(']');
        value = undefined;
      } else return value;
    }
  }

  /** Arguments or elements; `x...` is spread. */
  private list(open: string, close: string): GoValue[] {
    const out: GoValue[] = [];
    if (this.isSign(open)) this.at++;
    while (this.at < this.tokens.length && !this.isSign(close)) {
      const before = this.at;
      const value = this.expression();
      if (this.isSign('...')) {
        this.at++;
        if (Array.isArray(value)) out.push(...value);
      } else out.push(value);
      while (this.at < this.tokens.length && !this.isSign(',') && !this.isSign(close)) this.skipOne();
      if (this.isSign(',')) this.at++;
      if (this.at === before) this.at++;
    }
    this.at++;
    return out;
  }

  /** `T{a, b}` is a list; `T{Key: value}` and `map[string]string{"k": v}` are tables. */
  private literal(): GoValue {
    this.at++;
    const list: GoValue[] = [];
    const table = new Map<string, GoValue>();
    while (this.at < this.tokens.length && !this.isSign('}')) {
      const keyToken = this.tokens[this.at]!;
      const value = this.isSign('{') ? this.literal() : this.expression();
      if (this.isSign(':')) {
        this.at++;
        table.set(
          typeof value === 'string' ? value : keyToken.text,
          this.isSign('{') ? this.literal() : this.expression(),
        );
      } else list.push(value);
      while (this.at < this.tokens.length && !this.isSign(',') && !this.isSign('}')) this.skipOne();
      if (this.isSign(',')) this.at++;
    }
    this.at++;
    return table.size > 0 ? table : list;
  }

  /** Past one token, or past a whole bracket that it opens. */
  skipOne(): void {
    const close = { '(': ')', '[': ']', '{': '}' }[this.next];
    const isOpen = this.tokens[this.at]?.kind === 'sign' && close !== undefined;
    this.at++;
    if (isOpen) this.skipTo(close);
  }

  private skipTo(close: string): void {
    while (this.at < this.tokens.length && !this.isSign(close)) this.skipOne();
    this.at++;
  }
}
