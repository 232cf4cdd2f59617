import type { Ranges, RegexNode } from './parse.ts';
import { parseRegex } from './parse.ts';

/** More positions than people write make too many pairs. */
const MOST_POSITIONS = 160;
const MOST_COPIES = 3;
const LONGEST = 2000;

/** Positions at which a match can begin and end, and whether nothing matches too. */
interface Shape {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

/**
 * Whether an expression can match some text in exponentially many ways before it fails: from a place in a loop two different
 * ways lead back to it over the same text, and something must still follow. `null` where that is not known.
 */
export function isExponential(source: string, flags: string): boolean | null {
  // Without a repetition of something that repeats or chooses there is nothing to find.
  if (source.length > LONGEST || !/[)\]}*+?][*+{]/.test(source.replace(/\\./g, 'x')))
    return source.length > LONGEST ? null : false;
  const node = parseRegex(source, flags);
  if (node === null) return null;
  const automaton = new Automaton();
  const shape = automaton.add(node);
  if (shape === null) return null;
  return automaton.hasTwoWays(new Set(shape.last));
}

/** The positions of an expression as states: each is the character that was read last. */
class Automaton {
  readonly #sets: (Ranges | null)[] = [];
  readonly #follow: Set<number>[] = [];
  /** Steps that can be made in two ways: a loop around a loop. */
  readonly #double = new Set<string>();

  add(node: RegexNode): Shape | null {
    switch (node.kind) {
      case 'empty':
        return { first: [], last: [], nullable: true };
      case 'set':
      case 'end': {
        if (this.#sets.length >= MOST_POSITIONS) return null;
        const position = this.#sets.push(node.kind === 'end' ? null : node.ranges) - 1;
        this.#follow.push(new Set());
        return { first: [position], last: [position], nullable: false };
      }
      case 'choice': {
        const parts = node.parts.map((part) => this.add(part));
        if (parts.some((part) => part === null)) return null;
        return {
          first: parts.flatMap((part) => part!.first),
          last: parts.flatMap((part) => part!.last),
          nullable: parts.some((part) => part!.nullable),
        };
      }
      case 'sequence':
        return this.#chain(node.parts.map((part) => () => this.add(part)));
      case 'repeat':
        return this.#repeat(node);
    }
  }

  #chain(parts: readonly (() => Shape | null)[]): Shape | null {
    let whole: Shape = { first: [], last: [], nullable: true };
    for (const make of parts) {
      const part = make();
      if (part === null) return null;
      this.#connect(whole.last, part.first);
      whole = {
        first: whole.nullable ? [...whole.first, ...part.first] : whole.first,
        last: part.nullable ? [...whole.last, ...part.last] : part.last,
        nullable: whole.nullable && part.nullable,
      };
    }
    return whole;
  }

  #repeat({ inner, min, max }: Extract<RegexNode, { kind: 'repeat' }>): Shape | null {
    const loops = max === Number.POSITIVE_INFINITY || max > 20;
    const fixed = Math.min(min, MOST_COPIES);
    const copies = loops ? Math.max(0, fixed - 1) : fixed;
    const parts: (() => Shape | null)[] = Array.from({ length: copies }, () => () => this.add(inner));
    if (loops) {
      parts.push(() => {
        const body = this.add(inner);
        if (body === null) return null;
        this.#connect(body.last, body.first);
        return { ...body, nullable: body.nullable || min === 0 };
      });
    } else {
      parts.length = 0;
      parts.push(() => this.#counted(inner, fixed, Math.max(1, Math.min(max, MOST_COPIES))));
    }
    return this.#chain(parts);
  }

  /** `a{1,3}` as `a(a(a)?)?`: no copy is left out before another. */
  #counted(inner: RegexNode, min: number, max: number): Shape | null {
    const copies: Shape[] = [];
    for (let i = 0; i < max; i++) {
      const copy = this.add(inner);
      if (copy === null) return null;
      if (i > 0) this.#connect(copies[i - 1]!.last, copy.first);
      copies.push(copy);
    }
    return {
      first: copies[0]!.first,
      last: copies.slice(Math.max(0, min - 1)).flatMap(({ last }) => last),
      nullable: min === 0 || copies[0]!.nullable,
    };
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const a of from) {
      for (const b of to) {
        if (this.#follow[a]!.has(b)) this.#double.add(`${a} ${b}`);
        this.#follow[a]!.add(b);
      }
    }
  }

  /** Whether a loop that is not the end of everything can be walked in two ways over the same text. */
  hasTwoWays(accepting: ReadonlySet<number>): boolean {
    const component = components(this.#sets.length, (at) => this.#follow[at]!);
    const size = new Map<number, number>();
    for (const one of component) size.set(one, (size.get(one) ?? 0) + 1);
    // Where the text may end inside the loop nothing makes the match fail.
    const harmless = new Set([...accepting].map((position) => component[position]!));
    const isLoop = (a: number, b: number) => component[a] === component[b] && !harmless.has(component[a]!);
    for (const step of this.#double) {
      const [a, b] = step.split(' ').map(Number) as [number, number];
      if (isLoop(a, b) && this.#sets[b] !== null) return true;
    }
    const count = this.#sets.length;
    const meets = this.#meetings();
    const pairs = components(count * count, (pair) => {
      const [a, b] = [Math.floor(pair / count), pair % count];
      if (!isLoop(a, b)) return [];
      const next: number[] = [];
      for (const c of this.#follow[a]!) {
        for (const d of this.#follow[b]!) {
          if (meets(c, d) && isLoop(a, c) && isLoop(b, d)) next.push(c * count + d);
        }
      }
      return next;
    });
    const diagonal = new Set<number>();
    for (let at = 0; at < count; at++) diagonal.add(pairs[at * count + at]!);
    for (let pair = 0; pair < count * count; pair++) {
      const [a, b] = [Math.floor(pair / count), pair % count];
      if (a !== b && isLoop(a, b) && diagonal.has(pairs[pair]!)) return true;
    }
    return false;
  }

  /** Whether two positions can stand for the same character. */
  #meetings(): (a: number, b: number) => boolean {
    const known = new Map<number, boolean>();
    const count = this.#sets.length;
    return (a, b) => {
      const key = a * count + b;
      const before = known.get(key);
      if (before !== undefined) return before;
      const [one, other] = [this.#sets[a]!, this.#sets[b]!];
      const meet =
        one !== null &&
        other !== null &&
        one.some(([low, high]) => other.some(([from, to]) => low <= to && from <= high));
      known.set(key, meet);
      return meet;
    };
  }
}

/** Strongly connected components, without recursion: the number of the component of each node. */
function components(count: number, edges: (at: number) => Iterable<number>): Int32Array {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const stack: number[] = [];
  let next = 0;
  let found = 0;
  for (let start = 0; start < count; start++) {
    if (index[start] !== -1) continue;
    const open: { at: number; edges: Iterator<number> }[] = [];
    const enter = (at: number) => {
      index[at] = low[at] = next++;
      stack.push(at);
      open.push({ at, edges: edges(at)[Symbol.iterator]() });
    };
    enter(start);
    while (open.length > 0) {
      const top = open.at(-1)!;
      const step = top.edges.next();
      if (step.done !== true) {
        const to = step.value;
        if (index[to] === -1) enter(to);
        else if (component[to] === -1) low[top.at] = Math.min(low[top.at]!, index[to]!);
        continue;
      }
      open.pop();
      const around = open.at(-1);
      if (around !== undefined) low[around.at] = Math.min(low[around.at]!, low[top.at]!);
      if (low[top.at] !== index[top.at]) continue;
      for (let at = -1; at !== top.at; ) {
        at = stack.pop()!;
        component[at] = found;
      }
      found++;
    }
  }
  return component;
}
