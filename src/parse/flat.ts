/** The arrays of a SyntaxTree while they are filled; see tree.ts for what each holds. */
export interface FlatArrays {
  readonly count: number;
  readonly kind: Uint16Array;
  readonly parent: Int32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly field: Uint16Array;
  readonly last: Uint32Array;
  readonly errors: { readonly start: number; readonly end: number }[];
}

export function allocate(count: number): FlatArrays {
  return {
    count,
    kind: new Uint16Array(count),
    parent: new Int32Array(count),
    start: new Uint32Array(count),
    end: new Uint32Array(count),
    field: new Uint16Array(count),
    last: new Uint32Array(count),
    errors: [],
  };
}

/** True when both say the same about every node. */
export function sameArrays(a: FlatArrays, b: FlatArrays): boolean {
  if (a.count !== b.count || a.errors.length !== b.errors.length) return false;
  const pairs = [
    [a.kind, b.kind],
    [a.parent, b.parent],
    [a.start, b.start],
    [a.end, b.end],
    [a.field, b.field],
    [a.last, b.last],
  ] as const;
  return (
    pairs.every(([left, right]) => left.every((value, i) => value === right[i])) &&
    a.errors.every(({ start, end }, i) => start === b.errors[i]!.start && end === b.errors[i]!.end)
  );
}
