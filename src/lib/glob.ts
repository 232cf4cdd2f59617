import { type GlobNode, type GlobProgram, parseGlobs } from './glob-parse.ts';

export interface GlobMatcher {
  /** Whether the path is in the set: the last pattern that matches decides, as in gitignore. */
  test(path: string): boolean;
  /** Index of the pattern that decided, or -1 when none matched. */
  indexOf(path: string): number;
  /** The pattern (as it was written) that decided, or null when none matched. */
  decidedBy(path: string): string | null;
}

interface State {
  /** NFA states, ascending. */
  readonly set: readonly number[];
  /** Index of the last pattern accepted here, or -1. */
  readonly accepts: number;
  /** Next state by character class; filled as paths ask for it. */
  readonly next: (State | undefined)[];
}

/** As `compileGlobs`, where a list with nothing in it means every path. */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  return patterns.length === 0 ? () => true : compileGlobs(patterns).test;
}

/** Beyond this the table of states is forgotten: hostile patterns cost time in proportion, never memory. */
const MAX_STATES = 2_000;

/**
 * Matches relative POSIX paths against globs, in time linear in the path.
 *
 * `*`, `?` and `[a-z]` stay within a folder, `**` as a whole segment crosses folders, `{a,b}` is either, `\` escapes.
 * A pattern without a slash matches in any folder; one with a slash starts at the root, as does one that begins with `/`.
 * `docs/` is all that is in `docs`; a pattern whose last segment has no wildcard also covers what lies below it, as in
 * CODEOWNERS. `!` takes back; a list of nothing but `!` patterns starts from everything. Names that begin with a dot are
 * ordinary names.
 */
export function compileGlobs(
  patterns: readonly string[],
  { ignoreCase = false }: { ignoreCase?: boolean } = {},
): GlobMatcher {
  const program = parseGlobs(ignoreCase ? patterns.map((pattern) => pattern.toLowerCase()) : patterns);
  const byDefault = patterns.length > 0 && program.negated.every((negated) => negated);
  let states = new Map<string, State>();
  let start = intern(program, states, program.starts);

  const kindOf = (character: string): number => {
    const known = program.classes.get(character);
    if (known !== undefined || !program.hasSets) return known ?? 0;
    // A set asks about the character itself, so each that comes up is a class of its own.
    program.classes.set(character, program.classes.size + 1);
    return program.classes.size;
  };
  const decide = (path: string): number => {
    let state = start;
    for (const character of ignoreCase ? path.toLowerCase() : path) {
      const kind = kindOf(character);
      let next = state.next[kind];
      if (next === undefined) {
        if (states.size > MAX_STATES || program.classes.size > MAX_STATES) {
          program.forgetClasses();
          states = new Map();
          start = intern(program, states, program.starts);
        }
        next = step(program, states, state, character);
        state.next[kind] = next;
      }
      state = next;
    }
    return state.accepts;
  };
  return {
    test(path) {
      const index = decide(path);
      return index < 0 ? byDefault : !program.negated[index]!;
    },
    indexOf: decide,
    decidedBy(path) {
      return patterns[decide(path)] ?? null;
    },
  };
}

function step(program: GlobProgram, states: Map<string, State>, from: State, character: string): State {
  const reached: number[] = [];
  for (const index of from.set) {
    const node = program.nodes[index]!;
    if (reads(node, character)) reached.push(node.next);
  }
  return intern(program, states, reached);
}

function reads(node: GlobNode, character: string): boolean {
  if (node.kind === 'any') return true;
  if (node.kind === 'one') return node.character === character;
  if (character === '/' || (node.kind !== 'name' && node.kind !== 'set')) return false;
  return (
    node.kind === 'name' || node.members.some(([from, to]) => character >= from && character <= to) !== node.negated
  );
}

/** The state for what these nodes reach without reading anything. */
function intern(program: GlobProgram, states: Map<string, State>, nodes: readonly number[]): State {
  const seen = new Set<number>();
  const waiting = [...nodes];
  let accepts = -1;
  while (waiting.length > 0) {
    const index = waiting.pop()!;
    if (seen.has(index)) continue;
    seen.add(index);
    const node = program.nodes[index]!;
    if (node.kind === 'accept') accepts = Math.max(accepts, node.pattern);
    else for (const way of node.ways) waiting.push(way);
  }
  const set = [...seen].filter((index) => program.nodes[index]!.kind !== 'fork').sort((a, b) => a - b);
  const key = set.join(' ');
  let state = states.get(key);
  if (state === undefined) {
    state = { set, accepts, next: [] };
    states.set(key, state);
  }
  return state;
}
