import type { ParsedLanguage } from '../../model/language.ts';

/**
 * The common intermediate form: what is left of a language when its sugar is gone.
 *
 * A module is a list of functions; function 0 is the module's own top level. A function is a list of blocks of instructions,
 * six numbers each (`WIDTH`): opcode, `dst`, three operands `a b c`, and the syntax node it came from. Operands are
 * temporaries (written once, read in the same block or in blocks that follow it), slots (mutable local variables), cells
 * (variables that several functions share), or indexes into the module's pools. -1 is "none".
 *
 * Lowering rules that every language keeps:
 * - A variable that only one function uses is a slot; one that an inner function uses, or a module-level one that other
 *   functions or modules may see, is a cell. The function that owns a cell writes slot and cell both and reads its slot.
 * - Values that meet after a branch (`?:`, `&&`, `??`, `or`) go through a slot of their own.
 * - A condition is a chain of `br`: `a && b` branches twice, so that each part can guard. `not` swaps the targets.
 * - String formatting of every kind (`+` is left as `bin`), template, f-string, `%`, `.format` with literal text: one `concat`.
 * - Destructuring is `field`, `index`, `slice`; comprehensions are loops that append; `with` calls enter and binds; `await x` is x.
 * - `try`: every block of the body may continue in each handler; the handler's error is `unknown`; `finally` is lowered once
 *   after both. `return` inside `try` still passes through `finally`.
 * - Blocks stand in reverse post-order and can all be reached; a condition that may go either way is `unknown` of nothing.
 * - A parameter with a default is stored to, behind such a condition, at the entry of its function.
 * - A cell that an inner function stores to is read by its owner too (`loadCell`); other cells the owner reads as slots.
 * - `super` is the global of that name, called where the language calls it (Python) and used as a receiver elsewhere.
 * - What is not understood is `unknown` with its parts as arguments, and the module says so in `gaps`.
 */
export const WIDTH = 6;

/** Opcodes; operands in the order `dst a b c`. `args` is an index into the function's argument table (`argumentsOf`). */
export const OP = {
  /** dst = constants[a] */
  const: 0,
  /** dst = slot a */
  load: 1,
  /** slot a = b */
  store: 2,
  /** dst = cell a */
  loadCell: 3,
  /** cell a = b */
  storeCell: 4,
  /** dst = imports[a]: a module, or a name of one */
  import: 5,
  /** dst = a free name that is not declared anywhere in the module (`console`, `len`, `String`): strings[a] */
  global: 6,
  /** dst = closure of functions[a]; for a class, its constructor value: classes[b] (a is -1) */
  closure: 7,
  /** dst = `a` with decorator `b` put on it (a function or class value): a itself, unless a model says otherwise */
  decorate: 8,
  /**
   * dst = a new object literal or mapping. An argument with a name is that key; a computed key and its value are two positional
   * arguments in turn; a mapping spread into it is `spreadNames`.
   */
  object: 9,
  /** dst = a new list, tuple, set or array of args b; a is 0 list, 1 tuple, 2 set */
  list: 10,
  /** dst = a.strings[b] */
  field: 11,
  /** a.strings[b] = c */
  setField: 12,
  /** dst = a[b] */
  index: 13,
  /** a[b] = c */
  setIndex: 14,
  /** dst = a[b:c], b and c may be -1 */
  slice: 15,
  /** delete a[b] (b a temporary); a field is deleted through its name as a constant */
  delete: 16,
  /** dst = a(args b) */
  call: 17,
  /** dst = a.strings[b](args c) */
  method: 18,
  /** dst = new a(args b) where the language tells construction apart */
  construct: 19,
  /** dst = b <operators[a]> c for arithmetic, bitwise and string operators (`+`, `%`, `**`) */
  binary: 20,
  /** dst = <operators[a]> b: `-`, `~`, `not` used as a value, `typeof` */
  unary: 21,
  /** dst = b <operators[a]> c: `==`, `===`, `<`, `in`, `not in`, `is`, `instanceof` */
  compare: 22,
  /** dst = text made of args in order; literal parts are constants */
  concat: 23,
  /** dst = some element of iterating a; b is 1 for the keys (`for … in` of JavaScript) */
  iterate: 24,
  /** dst = what the consumer sends back; hands a to whoever iterates the generator */
  yield: 25,
  /** dst = the receiver (`this`, `self` where it is the first parameter it is a parameter) */
  this: 26,
  /** dst = something that depends on args */
  unknown: 27,
  /** continue in block a */
  jump: 28,
  /** if a then block b else block c */
  branch: 29,
  /** return a (or -1) */
  return: 30,
  /** throw a (or -1) */
  throw: 31,
  /** continues in block a, or in any handler block listed in args b: ends each block of a `try` body */
  attempt: 32,
  /** dst = a, which the program declares to be of type strings[b] */
  typed: 33,
} as const;

export type Opcode = (typeof OP)[keyof typeof OP];

/** `undefined` stands for None, null, nil and undefined alike; a regular expression is its source and flags. */
export type Constant =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string };

/** How an argument is passed: by position, spread into positions, by name, or spread into names. */
export const ARGUMENT = { positional: -1, spread: -2, spreadNames: -3 } as const;

export interface Parameter {
  readonly name: string;
  /** Slot that receives it; destructuring starts from this slot. */
  readonly slot: number;
  readonly rest: 'none' | 'list' | 'names';
  readonly optional: boolean;
  /** Declared type as written, without spaces (`Request`, `str`, `List[int]`, `@Body()CreateUser`); empty where there is none. */
  readonly type: string;
  /** Decorators or annotations on the parameter as dotted names (`Body`, `RequestParam`). */
  readonly decorators: readonly string[];
}

/** An annotation or decorator as data: `@app.route("/x", methods=["POST"])`, `@GetMapping("/x")`, `[HttpGet]`. */
export interface Decorator {
  /** Dotted name as written, `app.route`. */
  readonly name: string;
  /** Temporary of the evaluated decorator in the enclosing function, or -1. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export interface FunctionIr {
  /** Index in the module. */
  readonly index: number;
  /** Own name; `<module>` for function 0, `<anonymous>` without one. */
  readonly name: string;
  /** Function that contains it, -1 for the module. */
  readonly parent: number;
  /** Class whose method it is, index into `classes`, else -1. */
  readonly owner: number;
  readonly parameters: readonly Parameter[];
  /** True where the first parameter is the receiver by convention (Python methods). */
  readonly receiverFirst: boolean;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  readonly isStatic: boolean;
  /** Declared type of the result as written, without spaces; empty where there is none. */
  readonly resultType: string;
  readonly decorators: readonly Decorator[];
  /** Offsets of the whole definition in the source. */
  readonly start: number;
  readonly end: number;
  readonly slotCount: number;
  readonly temporaryCount: number;
  /** Instructions, WIDTH numbers each, block after block. */
  readonly code: Int32Array;
  /** First instruction (not offset) of each block; one more entry at the end. Block 0 is the entry. */
  readonly blocks: Int32Array;
  /** Argument lists: at index i stands the count n, then n pairs (kind or string index of the name, temporary). */
  readonly args: Int32Array;
}

export interface ClassIr {
  readonly name: string;
  /** Temporaries of the base classes in the enclosing function are not kept: names as written, resolved by linking. */
  readonly bases: readonly string[];
  /** Method functions by name, indexes into `functions`; a constructor is `constructor` in every language, and
   * accessors are `get x` and `set x`. Java's overloads are also found as `name/2`, by their number of parameters.
   */
  readonly methods: ReadonlyMap<string, number>;
  /** Declared field types by name, as written; Java's annotations stand before them, with a space between. */
  readonly fields: ReadonlyMap<string, string>;
  readonly decorators: readonly Decorator[];
  readonly start: number;
  readonly end: number;
}

export interface ImportIr {
  /** Module as written: `express`, `./db`, `flask`, `..models`, `java.sql.Connection`. */
  readonly module: string;
  /** Name taken from it; `*` for all of it as a namespace, `default` for the default export. */
  readonly name: string;
}

export interface ExportIr {
  /** Name seen by others; `default`, or `*` for the value of `module.exports` itself. */
  readonly name: string;
  /** Cell that holds it; -1 where it is passed on from another module. */
  readonly cell: number;
  /** For what is passed on: index into `imports`. */
  readonly from: number;
}

export interface ModuleIr {
  readonly path: string;
  readonly language: ParsedLanguage;
  readonly strings: readonly string[];
  readonly constants: readonly Constant[];
  readonly operators: readonly string[];
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly imports: readonly ImportIr[];
  readonly exports: readonly ExportIr[];
  /** Name of each cell, and the function that owns it. */
  readonly cells: readonly { readonly name: string; readonly owner: number }[];
  /** Java and Go: the package the file belongs to, else empty. */
  readonly package: string;
  /** Start and end offset of the syntax nodes that instructions name. */
  readonly nodeStart: Uint32Array;
  readonly nodeEnd: Uint32Array;
  /** Places that became `unknown`, as offsets. */
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
}

/** Arguments of a call as (kind or name, temporary) pairs; `list` is the index that the instruction holds. */
export function argumentsOf(fn: FunctionIr, list: number): { readonly kind: number; readonly value: number }[] {
  if (list < 0) return [];
  const count = fn.args[list]!;
  const out: { kind: number; value: number }[] = [];
  for (let i = 0; i < count; i++) out.push({ kind: fn.args[list + 1 + 2 * i]!, value: fn.args[list + 2 + 2 * i]! });
  return out;
}
