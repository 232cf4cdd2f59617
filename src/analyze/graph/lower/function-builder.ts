import { ARGUMENT, type Constant, type Decorator, OP, type Opcode, type Parameter } from '../ir.ts';
import type { ModuleBuilder } from './module-builder.ts';
import type { Variable } from './scope.ts';

/** How an argument is passed, and what. */
export interface Argument {
  /** One of ARGUMENT, or a name. */
  readonly kind: number | string;
  readonly value: number;
}

export interface FunctionHead {
  readonly name: string;
  readonly parent: number;
  readonly owner: number;
  readonly node: number;
  readonly receiverFirst?: boolean;
  readonly isGenerator?: boolean;
  readonly isAsync?: boolean;
  readonly isStatic?: boolean;
  readonly resultType?: string;
  readonly decorators?: readonly Decorator[];
}

/** Where control goes that leaves a place early. */
type Exit =
  | {
      readonly kind: 'loop';
      /** -1 where there is no such exit; a labelled block is left by name only. */
      readonly onBreak: number;
      readonly onContinue: number;
      readonly labels: readonly string[];
      readonly byNameOnly: boolean;
    }
  | { readonly kind: 'catch'; readonly handlers: readonly number[] }
  | { readonly kind: 'finally'; readonly block: number; readonly selector: Variable; readonly targets: Target[] };

interface Target {
  readonly go: () => void;
}

/** Collects the instructions of one function, block by block. */
export class FunctionBuilder {
  readonly module: ModuleBuilder;
  readonly index: number;
  readonly head: FunctionHead;
  readonly parameters: Parameter[] = [];
  readonly blocks: number[][] = [[]];
  readonly args: number[] = [];
  readonly variables: Variable[] = [];
  temporaries = 0;
  private current = 0;
  private closed = false;
  private readonly exits: Exit[] = [];
  private result: Variable | null = null;

  constructor(module: ModuleBuilder, head: FunctionHead) {
    this.module = module;
    this.head = head;
    this.index = module.functions.push(this) - 1;
  }

  newVariable(name: string): Variable {
    const variable = { name, owner: this, slot: this.variables.length, cell: -1, storedFromInside: false };
    this.variables.push(variable);
    return variable;
  }

  /** Appends an instruction that makes a value, and returns its temporary. */
  value(op: Opcode, node: number, a = -1, b = -1, c = -1): number {
    const dst = this.temporaries++;
    this.write(op, dst, a, b, c, node);
    return dst;
  }

  act(op: Opcode, node: number, a = -1, b = -1, c = -1): void {
    this.write(op, -1, a, b, c, node);
  }

  private write(op: number, dst: number, a: number, b: number, c: number, node: number): void {
    // Code after a return still has instructions; nothing leads to its block.
    if (this.closed) this.startBlock(this.newBlock());
    this.blocks[this.current]!.push(op, dst, a, b, c, node);
  }

  constant(node: number, constant: Constant): number {
    return this.value(OP.const, node, this.module.constant(constant));
  }

  text(node: number, value: string): number {
    return this.constant(node, { kind: 'string', value });
  }

  nothing(node: number): number {
    return this.constant(node, { kind: 'nothing' });
  }

  list(args: readonly Argument[]): number {
    const at = this.args.push(args.length) - 1;
    for (const { kind, value } of args)
      this.args.push(typeof kind === 'string' ? this.module.string(kind) : kind, value);
    return at;
  }

  positional(values: readonly number[]): number {
    return this.list(values.map((value) => ({ kind: ARGUMENT.positional, value })));
  }

  unknown(node: number, parts: readonly number[] = []): number {
    return this.value(OP.unknown, node, this.positional(parts));
  }

  load(variable: Variable, node: number): number {
    if (variable.owner === this) return this.value(OP.load, node, variable.slot);
    return this.value(OP.loadCell, node, this.cell(variable));
  }

  store(variable: Variable, value: number, node: number): void {
    if (variable.owner === this) {
      this.act(OP.store, node, variable.slot, value);
      return;
    }
    variable.storedFromInside = true;
    this.act(OP.storeCell, node, this.cell(variable), value);
  }

  /** The cell of a variable that others than its owner need. */
  cell(variable: Variable): number {
    if (variable.cell < 0) {
      variable.cell = this.module.cells.push({ name: variable.name, owner: variable.owner.index }) - 1;
    }
    return variable.cell;
  }

  newBlock(): number {
    return this.blocks.push([]) - 1;
  }

  /** Goes on in a block that was made before; what was open falls through to it. */
  startBlock(block: number, node = this.head.node): void {
    if (!this.closed) this.jump(block, node);
    this.current = block;
    this.closed = false;
  }

  jump(block: number, node: number): void {
    if (this.closed) return;
    const handlers = this.handlers();
    if (handlers.length > 0 && this.blocks[this.current]!.length > 0) {
      this.act(OP.attempt, node, block, this.positional(handlers));
    } else {
      this.act(OP.jump, node, block);
    }
    this.closed = true;
  }

  branch(condition: number, whenTrue: number, whenFalse: number, node: number): void {
    this.settle(node);
    this.act(OP.branch, node, condition, whenTrue, whenFalse);
    this.closed = true;
  }

  /** Inside `try`, what a block did may be seen by the handlers; so it ends before control goes elsewhere. */
  private settle(node: number): void {
    if (this.closed || this.handlers().length === 0 || this.blocks[this.current]!.length === 0) return;
    this.startBlock(this.newBlock(), node);
  }

  private handlers(): readonly number[] {
    const exit = this.exits.findLast((each) => each.kind === 'catch');
    return exit?.kind === 'catch' ? exit.handlers : [];
  }

  /** Leaves the function; a `finally` around the place runs first. */
  returnValue(value: number, node: number): void {
    this.settle(node);
    if (this.exits.some((exit) => exit.kind === 'finally')) {
      this.result ??= this.newVariable('');
      const result = this.result;
      this.store(result, value < 0 ? this.nothing(node) : value, node);
      this.leave(0, node, () => {
        this.act(OP.return, node, this.load(result, node));
        this.closed = true;
      });
      return;
    }
    this.act(OP.return, node, value);
    this.closed = true;
  }

  throwValue(value: number, node: number): void {
    const handlers = this.handlers();
    if (handlers.length > 0) this.act(OP.attempt, node, handlers[0]!, this.positional(handlers));
    else this.act(OP.throw, node, value);
    this.closed = true;
  }

  /** Runs every `finally` from the innermost down to stack height `height`, then `go`. */
  private leave(height: number, node: number, go: () => void): void {
    const at = this.exits.findLastIndex((exit, i) => i >= height && exit.kind === 'finally');
    const exit = this.exits[at];
    if (exit?.kind !== 'finally') {
      go();
      return;
    }
    exit.targets.push({ go: () => this.leave(height, node, go) });
    this.store(exit.selector, this.constant(node, { kind: 'number', value: exit.targets.length }), node);
    this.settle(node);
    this.act(OP.jump, node, exit.block);
    this.closed = true;
  }

  /** The body of a loop or `switch`: `break` and `continue` inside it go to the blocks; `onContinue` is -1 for a switch. */
  withLoop(onBreak: number, onContinue: number, labels: readonly string[], body: () => void, byNameOnly = false): void {
    this.exits.push({ kind: 'loop', labels, onBreak, onContinue, byNameOnly });
    body();
    this.exits.pop();
  }

  breakOut(label: string, node: number): void {
    this.leaveLoop(node, (exit) => (label === '' ? !exit.byNameOnly : exit.labels.includes(label)), 'onBreak');
  }

  continueLoop(label: string, node: number): void {
    this.leaveLoop(node, (exit) => exit.onContinue >= 0 && (label === '' || exit.labels.includes(label)), 'onContinue');
  }

  private leaveLoop(
    node: number,
    matches: (exit: Extract<Exit, { kind: 'loop' }>) => boolean,
    side: 'onBreak' | 'onContinue',
  ): void {
    const at = this.exits.findLastIndex((exit) => exit.kind === 'loop' && matches(exit));
    const exit = this.exits[at];
    if (exit?.kind !== 'loop') return;
    this.leave(at + 1, node, () => this.jump(exit[side], node));
  }

  /** `try`: the body may go to any of the handlers, which go on where the body does. */
  withHandlers(handlers: readonly number[], node: number, body: () => void): void {
    // What was true before the body is what a handler may find.
    const entry = this.newBlock();
    this.act(OP.attempt, node, entry, this.positional(handlers));
    this.closed = true;
    this.exits.push({ kind: 'catch', handlers });
    this.startBlock(entry);
    body();
    this.settle(node);
    this.exits.pop();
  }

  /** `finally`: however the body is left, the last part runs, and then control goes where it was going. */
  withFinally(node: number, body: () => void, last: () => void): void {
    const selector = this.newVariable('');
    const block = this.newBlock();
    const after = this.newBlock();
    const onError = this.newBlock();
    const exit: Exit = { kind: 'finally', block, selector, targets: [] };
    this.exits.push(exit);
    this.withHandlers([onError], node, body);
    this.leaveNormally(selector, block, node, 0);
    this.exits.pop();
    this.startBlock(onError);
    this.leaveNormally(selector, block, node, -1);
    this.startBlock(block);
    last();
    const ways: (readonly [number, () => void])[] = [
      [0, () => this.jump(after, node)],
      ...exit.targets.map((target, i) => [i + 1, target.go] as const),
    ];
    for (const [number, go] of ways) {
      const taken = this.newBlock();
      const next = this.newBlock();
      const same = this.value(
        OP.compare,
        node,
        this.module.operator('=='),
        this.load(selector, node),
        this.constant(node, { kind: 'number', value: number }),
      );
      this.branch(same, taken, next, node);
      this.startBlock(taken);
      go();
      this.startBlock(next);
    }
    this.throwValue(-1, node);
    this.startBlock(after);
  }

  private leaveNormally(selector: Variable, block: number, node: number, way: number): void {
    if (this.closed) return;
    this.store(selector, this.constant(node, { kind: 'number', value: way }), node);
    this.act(OP.jump, node, block);
    this.closed = true;
  }

  /** True when the last instruction left the block: what follows is not reached. */
  get isClosed(): boolean {
    return this.closed;
  }
}
