import { type Document, isCollection, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

/** Something wrong in a policy file: where (1-based), and one sentence. */
export interface PolicyFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface PolicyText {
  readonly value: unknown;
  /** Where a value stands, or a key of the map at `path`; the nearest thing above where it is missing. */
  locate(path: readonly PropertyKey[], key?: string): Pick<PolicyFault, 'line' | 'column'>;
}

const MOST_BYTES = 1_000_000;
const DEEPEST = 100;
const MOST_ALIASES = 100;

/**
 * Reads YAML 1.2 as plain values. Refused, each with its place: more than 1 MB, nesting beyond 100, two equal keys in one
 * map, aliases that expand to much, tags of any application, several documents, nothing at all. Import this file
 * lazily: it brings the parser along, and most repositories have no policy.
 */
export function parsePolicyText(text: string): PolicyText | { readonly faults: readonly PolicyFault[] } {
  if (Buffer.byteLength(text) > MOST_BYTES) return refuse('The file is larger than 1 MB.');
  const deep = tooDeep(text);
  if (deep !== null) return refuse(`The file nests deeper than ${DEEPEST} levels.`, ...deep);
  const lines = new LineCounter();
  // Keys are compared below: the parser does it in quadratic time.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, version: '1.2' });
  const wrong = [...document.errors, ...document.warnings].map(({ message, pos }) =>
    fault(`${message.split('\n')[0]!.replace(/[.:\s]+$/, '')}.`, lines, pos[0]),
  );
  if (wrong.length > 0) return { faults: wrong };
  const doubled = doubledKeys(document, lines);
  if (doubled.length > 0) return { faults: doubled };
  if (document.contents === null) return refuse('The file is empty; remove it to use the built-in policy.');
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, locate: (path, key) => locate(document, lines, path, key) };
  } catch {
    return refuse('Aliases in the file expand to too much.');
  }
}

function refuse(message: string, line = 1, column = 1): { readonly faults: readonly PolicyFault[] } {
  return { faults: [{ line, column, message }] };
}

function fault(message: string, lines: LineCounter, offset: number): PolicyFault {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), message };
}

/**
 * Line and column where nesting passes the limit, judged without parsing (which takes seconds on brackets alone):
 * brackets that are open, dashes before an item, and steps of indentation.
 */
function tooDeep(text: string): [line: number, column: number] | null {
  const lines = text.split('\n');
  const indents: number[] = [];
  let brackets = 0;
  for (let i = 0; i < lines.length; i++) {
    const content = lines[i]!;
    const indent = content.search(/[^ ]/);
    if (indent < 0) continue;
    const dashes = /^[ ]*((?:-[ \t]+|\?[ \t]+)*)/.exec(content)![1]!.replace(/[^-?]/g, '').length;
    while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
    indents.push(indent);
    for (let at = 0; at < content.length; at++) {
      const character = content[at]!;
      if (character === '[' || character === '{') brackets++;
      else if ((character === ']' || character === '}') && brackets > 0) brackets--;
      if (brackets > DEEPEST) return [i + 1, at + 1];
    }
    if (dashes + indents.length > DEEPEST) return [i + 1, 1];
  }
  return null;
}

/** Keys that a map has twice: which of them would count is nobody's intention. */
function doubledKeys(document: Document, lines: LineCounter): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!isCollection(node)) continue;
    const seen = new Set<string>();
    for (const item of node.items) {
      if (!isMap(node)) {
        waiting.push(item);
        continue;
      }
      const { key, value } = item as Pair<Node | null, Node | null>;
      waiting.push(value);
      const name = isScalar(key) ? String(key.value) : null;
      const offset = key?.range?.[0] ?? 0;
      if (name === null) faults.push(fault('A key must be a plain word.', lines, offset));
      else if (seen.has(name)) faults.push(fault(`The key ${name} is there twice.`, lines, offset));
      else seen.add(name);
    }
  }
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

function locate(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
  key?: string,
): Pick<PolicyFault, 'line' | 'column'> {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const items = (node as { items?: readonly Pair<{ value?: unknown; range?: readonly number[] }>[] } | null)?.items;
    const named = key !== undefined && length === path.length;
    const found = named ? items?.find((item) => String(item.key?.value) === key)?.key : (node as Node | null);
    const offset = found?.range?.[0];
    if (offset !== undefined) {
      const { line, column } = fault('', lines, offset);
      return { line, column };
    }
  }
  return { line: 1, column: 1 };
}
