export interface GlobNode {
  /** `one` reads `character`, `set` a member, `name` all but a slash, `any` any character; `fork` and `accept` nothing. */
  readonly kind: 'one' | 'set' | 'name' | 'any' | 'fork' | 'accept';
  readonly character: string | null;
  next: number;
  readonly ways: number[];
  /** For `set`: ranges, both ends included. */
  members: readonly (readonly [from: string, to: string])[];
  negated: boolean;
  /** For `accept`: which pattern. */
  readonly pattern: number;
}

/** All patterns of a list as one nondeterministic automaton. */
export interface GlobProgram {
  readonly nodes: GlobNode[];
  readonly starts: readonly number[];
  readonly negated: readonly boolean[];
  /** Characters that some pattern names, each a class of its own; every other character is class 0. */
  readonly classes: Map<string, number>;
  /** True where an unnamed character may matter too. */
  readonly hasSets: boolean;
  /** Back to the classes that the patterns name. */
  forgetClasses(): void;
}

/** Compiles by one pass over each pattern; braces nest on an explicit stack. */
export function parseGlobs(patterns: readonly string[]): GlobProgram {
  const builder = new Builder();
  const negated = patterns.map((pattern) => pattern.startsWith('!'));
  const starts = patterns.map((pattern, index) => compile(builder, normalise(pattern), index));
  const { nodes, classes } = builder;
  const named = classes.size;
  const forgetClasses = (): void => {
    for (const [character, kind] of classes) if (kind > named) classes.delete(character);
  };
  return { nodes, starts, negated, classes, hasSets: nodes.some(({ kind }) => kind === 'set'), forgetClasses };
}

class Builder {
  readonly nodes: GlobNode[] = [];
  readonly classes = new Map<string, number>([['/', 1]]);

  add(kind: GlobNode['kind'], character: string | null = null, pattern = -1): number {
    this.nodes.push({ kind, character, next: -1, ways: [], members: [], negated: false, pattern });
    if (character !== null && !this.classes.has(character)) this.classes.set(character, this.classes.size + 1);
    return this.nodes.length - 1;
  }

  /** Joins `from` to `to`: forks gain a way, readers their only successor. */
  join(from: number, to: number): void {
    const node = this.nodes[from]!;
    if (node.kind === 'fork') node.ways.push(to);
    else node.next = to;
  }
}

/** Without `!` and anchors: what remains always starts at the root. */
function normalise(pattern: string): string {
  let body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
  const anchored = body.startsWith('/');
  if (anchored) body = body.slice(1);
  const folder = body.endsWith('/');
  if (folder) body = body.slice(0, -1);
  if (!anchored && !body.includes('/')) body = `**/${body}`;
  if (folder) return `${body}/**`;
  const lastSegment = body.slice(body.lastIndexOf('/') + 1);
  return /[*?[]/.test(lastSegment) || lastSegment === '' ? body : `${body}{,/**}`;
}

interface Group {
  readonly fork: number;
  readonly join: number;
}

function compile(builder: Builder, glob: string, index: number): number {
  const characters = [...glob];
  const braces = matchBraces(characters);
  const lastBracket = characters.lastIndexOf(']');
  const start = builder.add('fork');
  const groups: Group[] = [];
  let at = start;
  const append = (node: number, end = node): void => {
    builder.join(at, node);
    at = end;
  };
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const group = groups.at(-1);
    if (character === '\\' && i + 1 < characters.length) append(builder.add('one', characters[++i]!));
    else if (character === '[' && lastBracket > i + 1) {
      const end = characters.indexOf(']', i + 2);
      append(addSet(builder, characters.slice(i + 1, end)));
      i = end;
    } else if (character === '{' && braces.has(i)) {
      append(builder.add('fork'));
      groups.push({ fork: at, join: builder.add('fork') });
    } else if (character === ',' && group !== undefined) {
      builder.join(at, group.join);
      at = group.fork;
    } else if (character === '}' && group !== undefined && braces.has(i)) {
      builder.join(at, group.join);
      at = group.join;
      groups.pop();
    } else if (character === '*' && characters[i + 1] === '*') {
      const whole = isEdge(characters[i - 1]) && isEdge(characters[i + 2]);
      while (characters[i + 1] === '*') i++;
      if (whole && characters[i + 1] === '/') {
        i++;
        append(...folders(builder));
      } else append(...repeat(builder, whole ? 'any' : 'name', whole));
    } else if (character === '*') append(...repeat(builder, 'name', false));
    else append(builder.add(character === '?' ? 'name' : 'one', character === '?' ? null : character));
  }
  append(builder.add('accept', null, index));
  return start;
}

function addSet(builder: Builder, body: readonly string[]): number {
  const index = builder.add('set');
  const node = builder.nodes[index]!;
  node.negated = body[0] === '!' || body[0] === '^';
  const members: [string, string][] = [];
  for (let i = node.negated ? 1 : 0; i < body.length; i++) {
    const range = body[i + 1] === '-' && i + 2 < body.length;
    members.push([body[i]!, range ? body[i + 2]! : body[i]!]);
    if (range) i += 2;
  }
  node.members = members;
  return index;
}

function isEdge(neighbour: string | undefined): boolean {
  return neighbour === undefined || neighbour === '/' || neighbour === '{' || neighbour === '}' || neighbour === ',';
}

/** `x*`, or `x+` where at least one is needed; returns entry and exit. */
function repeat(builder: Builder, kind: 'any' | 'name', atLeastOne: boolean): [number, number] {
  const loop = builder.add('fork');
  const reader = builder.add(kind);
  const exit = builder.add('fork');
  builder.join(loop, reader);
  builder.join(reader, atLeastOne ? exit : loop);
  if (atLeastOne) builder.join(exit, loop);
  else builder.join(loop, exit);
  return [loop, exit];
}

/** `**` before a slash: any number of whole folders, none included. */
function folders(builder: Builder): [number, number] {
  const entry = builder.add('fork');
  const [inside, end] = repeat(builder, 'any', true);
  const slash = builder.add('one', '/');
  const exit = builder.add('fork');
  builder.join(entry, inside);
  builder.join(end, slash);
  builder.join(slash, exit);
  builder.join(entry, exit);
  return [entry, exit];
}

/** Positions of braces that form a choice: balanced, with a comma between them; all others are plain characters. */
function matchBraces(characters: readonly string[]): ReadonlySet<number> {
  const choices = new Set<number>();
  const open: { at: number; comma: boolean }[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    if (character === '\\') i++;
    else if (character === '{') open.push({ at: i, comma: false });
    else if (character === ',' && open.length > 0) open.at(-1)!.comma = true;
    else if (character === '}') {
      const group = open.pop();
      if (group?.comma) {
        choices.add(group.at);
        choices.add(i);
      }
    }
  }
  return choices;
}
