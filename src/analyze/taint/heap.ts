import { join, type Value, value } from './value.ts';

/** An object of the program as far as it is known: named fields or list positions, and everything else together. */
export interface HeapObject {
  readonly fields: ReadonlyMap<string, Value>;
  /** Values under keys that are not known; null where there are none. */
  readonly rest: Value | null;
  /** Known length of a list whose positions are all known; null otherwise. */
  readonly length: number | null;
  /** `module:class` of an instance, else null. */
  readonly cls: string | null;
  /** Objects in which names are looked up that it has not itself: prototypes of JavaScript. */
  readonly protos?: readonly number[];
}

export const EMPTY_OBJECT: HeapObject = { fields: new Map(), rest: null, length: null, cls: null };

const LONGEST_CHAIN = 6;

/**
 * The heap at one point of the program. Forks share their past, so that two branches that touched little are cheap to keep
 * apart and to join. Writing changes this heap only.
 */
export class Heap {
  readonly #parent: Heap | null;
  /** The layer that all forks of one entry share: never merged into another, so that joins stop at it. */
  readonly #root: Heap | null;
  readonly #own = new Map<number, HeapObject>();
  readonly #depth: number;

  constructor(parent: Heap | null = null, root: Heap | null = parent) {
    this.#parent = parent;
    this.#root = root;
    this.#depth = parent === null || parent === root ? 0 : parent.#depth + 1;
  }

  get(id: number): HeapObject | undefined {
    for (let heap: Heap | null = this; heap !== null; heap = heap.#parent) {
      const found = heap.#own.get(id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  set(id: number, object: HeapObject): void {
    if (id < Heap.lowestWritten) Heap.lowestWritten = id;
    this.#own.set(id, object);
  }

  /** The oldest object that was written since somebody set this to infinity: tells whether a call touched what its caller had. */
  static lowestWritten = Number.POSITIVE_INFINITY;

  /** A heap that starts as this one. This one must not be written any more. */
  fork(): Heap {
    if (this.#own.size === 0 && this.#parent !== null) return new Heap(this.#parent, this.#root);
    if (this.#depth < LONGEST_CHAIN) return new Heap(this, this.#root);
    return new Heap(this.#above(this.#root), this.#root);
  }

  /** All layers above one, as one layer on top of it. */
  #above(bottom: Heap | null): Heap {
    const flat = new Heap(bottom, this.#root);
    const chain: Heap[] = [];
    for (let heap: Heap | null = this; heap !== null && heap !== bottom; heap = heap.#parent) chain.push(heap);
    for (const heap of chain.reverse()) for (const [id, object] of heap.#own) flat.#own.set(id, object);
    return flat;
  }

  /** A heap for a new entry, on this ground. */
  entry(): Heap {
    return new Heap(this, this);
  }

  /** Takes over what an entry left behind; only between entries, since this is the ground that all of them share. */
  absorb(left: Heap): void {
    const layer = left.#above(this);
    for (const [id, object] of layer.#own) this.#own.set(id, object);
  }

  /** A heap that holds what either may hold, and whether it differs from the first. */
  static join(a: Heap, b: Heap): Heap {
    if (a === b) return a;
    const ancestors = new Set<Heap>();
    for (let heap: Heap | null = a; heap !== null; heap = heap.#parent) ancestors.add(heap);
    let common: Heap | null = b;
    while (common !== null && !ancestors.has(common)) common = common.#parent;
    const touched = new Set<number>();
    for (const start of [a, b]) {
      for (let heap: Heap | null = start; heap !== null && heap !== common; heap = heap.#parent) {
        for (const id of heap.#own.keys()) touched.add(id);
      }
    }
    const joined = new Heap(common, a.#root);
    for (const id of touched) {
      const [left, right] = [a.get(id), b.get(id)];
      if (left === undefined || right === undefined || left === right) joined.#own.set(id, (left ?? right)!);
      else joined.#own.set(id, joinObjects(left, right));
    }
    return joined;
  }
}

function joinObjects(a: HeapObject, b: HeapObject): HeapObject {
  const fields = new Map<string, Value>();
  for (const [name, left] of a.fields) {
    const right = b.fields.get(name);
    fields.set(name, right === undefined ? left : join(left, right));
  }
  for (const [name, right] of b.fields) if (!fields.has(name)) fields.set(name, right);
  const rest = a.rest === null ? b.rest : b.rest === null ? a.rest : join(a.rest, b.rest);
  return {
    fields,
    rest,
    length: a.length === b.length ? a.length : null,
    cls: a.cls === b.cls ? a.cls : null,
    ...((a.protos ?? b.protos) && { protos: [...new Set([...(a.protos ?? []), ...(b.protos ?? [])])] }),
  };
}

/** What stands under a known key: that field and whatever was written under keys that are not known. */
export function readKey(object: HeapObject, key: string): Value | null {
  const known = object.fields.get(key);
  if (known === undefined) return object.rest;
  return object.rest === null ? known : join(known, object.rest);
}

/** Everything that stands in an object, as one value; null where it is empty. */
export function readAny(object: HeapObject): Value | null {
  let all = object.rest;
  for (const one of object.fields.values()) all = all === null ? one : join(all, one);
  return all;
}

/** The object after a write: strong where it is the only one that can be meant, else what was there stays too. */
export function writeKey(object: HeapObject, key: string | null, written: Value, strong: boolean): HeapObject {
  if (key === null) {
    return { ...object, rest: object.rest === null ? written : join(object.rest, written) };
  }
  const fields = new Map(object.fields);
  const known = fields.get(key);
  fields.set(key, strong || known === undefined ? written : join(known, written));
  return { ...object, fields };
}

/** A list with known positions. */
export function listObject(items: readonly Value[]): HeapObject {
  return { ...EMPTY_OBJECT, fields: new Map(items.map((item, at) => [String(at), item])), length: items.length };
}

/** The items of a list in order, where all are known; else null. */
export function itemsOf(object: HeapObject): readonly Value[] | null {
  if (object.length === null || object.rest !== null) return null;
  return Array.from({ length: object.length }, (_, at) => object.fields.get(String(at)) ?? value());
}
