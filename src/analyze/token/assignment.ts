/** A value that stands where something of that name gets it; offsets into the text, quotes excluded. */
export interface Assigned {
  readonly start: number;
  readonly end: number;
  /** The quote character, or '' for a bare value. */
  readonly quote: string;
  readonly operator: string;
  /** Where the operator stands: the name ends before it. */
  readonly operatorStart: number;
}

/** From the end of a keyword: the rest of the name, what closes it, and the operator. Bounded counts, one level: linear. */
const BRIDGE = /[\w.$\- \t]{0,40}(?:\\{0,2}["'`])?[\])]?[ \t]{0,16}(:{0,3}={1,3}>?|[?+.]=|\|\|=?|\?\?=?|:|,|>|\()/y;
/** `: string =`: the name's type between the colon and the value. */
const TYPE = /[ \t]{0,4}[A-Za-z_][\w.<>[\]|?]{0,30}[ \t]{0,4}=(?![=>])/y;
/** Space, string prefixes (`b"`, `@"`), escaped quotes and the brackets that stand before a value. */
const OPENER = /[ \t]{0,16}(?:\([ \t]{0,4})?(?:[brufL@]{1,2}(?=["'`]))?(\\{0,2}["'`]{1,3})?/y;
const LINE_BREAK = /[ \t]{0,16}\r?\n[ \t]{0,40}(?=["'`]|[^\s=:]{8})/y;

const MAX_VALUE = 400;

/**
 * The value given to the name in which the keyword stands that ends at `at`, in the notations of code, shell, YAML,
 * JSON, INI, XML and calls with name and value as arguments; null where nothing is given.
 */
export function valueAfter(text: string, at: number): Assigned | null {
  BRIDGE.lastIndex = at;
  const bridge = BRIDGE.exec(text);
  if (bridge === null) return null;
  const operator = bridge[1]!;
  let from = BRIDGE.lastIndex;
  const operatorStart = from - operator.length;
  if (operator === ':') {
    TYPE.lastIndex = from;
    if (TYPE.test(text)) from = TYPE.lastIndex;
  }
  // Only where the notation says that the value may stand on the next line: an element's text, an argument.
  if (operator === '>' || operator === '(' || operator === ',') {
    LINE_BREAK.lastIndex = from;
    if (LINE_BREAK.test(text)) from = LINE_BREAK.lastIndex;
  }
  OPENER.lastIndex = from;
  const opener = OPENER.exec(text)!;
  const start = OPENER.lastIndex;
  const quote = opener[1] ?? '';
  const end = quote === '' ? bareEnd(text, start) : quotedEnd(text, start, quote);
  return end > start ? { start, end, quote, operator, operatorStart } : null;
}

/** End of the quoted text that begins at `start`; the end of the line where the quote is not closed. */
function quotedEnd(text: string, start: number, quote: string): number {
  const mark = quote.at(-1)!;
  const limit = Math.min(text.length, start + MAX_VALUE);
  for (let i = start; i < limit; i++) {
    const char = text[i]!;
    if (char === '\n' || char === '\r') return i;
    if (char === mark) return quote.startsWith('\\') && text[i - 1] === '\\' ? i - 1 : i;
    if (char === '\\' && !quote.startsWith('\\')) i++;
  }
  return limit;
}

const BARE = /[^\s"'`,;<>(){}[\]\\|]{0,400}/y;

function bareEnd(text: string, start: number): number {
  BARE.lastIndex = start;
  BARE.test(text);
  return BARE.lastIndex;
}
