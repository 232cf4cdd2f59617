import type { SyntaxTree } from '../../../parse/tree.ts';
import type { ClassIr, Constant, ExportIr, FunctionIr, ImportIr, ModuleIr } from '../ir.ts';
import { finish } from './finish.ts';
import type { FunctionBuilder } from './function-builder.ts';

/** Numbers each different thing once. */
class Pool<T> {
  readonly items: T[] = [];
  private readonly numbers = new Map<string, number>();

  add(item: T, key: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.items.length);
    return this.items.push(item) - 1;
  }
}

/** What the functions of one file share while they are lowered. */
export class ModuleBuilder {
  readonly tree: SyntaxTree;
  readonly functions: FunctionBuilder[] = [];
  readonly classes: ClassIr[] = [];
  readonly exports: ExportIr[] = [];
  readonly cells: { name: string; owner: number }[] = [];
  readonly gaps: { start: number; end: number }[] = [];
  private readonly strings = new Pool<string>();
  private readonly constants = new Pool<Constant>();
  private readonly operators = new Pool<string>();
  private readonly imports = new Pool<ImportIr>();
  private readonly waiting: (() => void)[] = [];
  private readonly classNumbers = new Map<string, number>();
  private namedClasses = 0;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
  }

  string(text: string): number {
    return this.strings.add(text, text);
  }

  operator(text: string): number {
    return this.operators.add(text, text);
  }

  constant(constant: Constant): number {
    return this.constants.add(constant, JSON.stringify(Object.values(constant).map(String)));
  }

  import(module: string, name: string): number {
    return this.imports.add({ module, name }, `${module}\0${name}`);
  }

  /** Index of the class of that name that was added first, or -1. */
  classNamed(name: string): number {
    for (; this.namedClasses < this.classes.length; this.namedClasses++) {
      const { name: each } = this.classes[this.namedClasses]!;
      if (!this.classNumbers.has(each)) this.classNumbers.set(each, this.namedClasses);
    }
    return this.classNumbers.get(name) ?? -1;
  }

  gap(node: number): void {
    this.gaps.push({ start: this.tree.start[node]!, end: this.tree.end[node]! });
  }

  /**
   * Bodies of inner functions wait until the one around them is done: by then all of its variables are declared, and nesting
   * of functions costs no stack.
   */
  later(lower: () => void): void {
    this.waiting.push(lower);
  }

  build(path: string, packageName = ''): ModuleIr {
    // Bodies add to the list while it is walked.
    for (const lower of this.waiting) lower();
    for (const { start, end } of this.tree.errors) this.gaps.push({ start, end });
    const functions: FunctionIr[] = this.functions.map((builder) => finish(builder));
    return {
      path,
      language: this.tree.grammar.language,
      strings: this.strings.items,
      constants: this.constants.items,
      operators: this.operators.items,
      functions,
      classes: this.classes,
      imports: this.imports.items,
      exports: this.exports,
      cells: this.cells,
      package: packageName,
      nodeStart: this.tree.start,
      nodeEnd: this.tree.end,
      gaps: this.gaps,
    };
  }
}
