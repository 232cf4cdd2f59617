import { type FunctionIr, OP, WIDTH } from '../ir.ts';
import type { FunctionBuilder } from './function-builder.ts';

/**
 * The finished function: its reachable blocks in reverse post-order, so that a block stands after what leads to it wherever
 * there is no loop. Only once all functions inside it are lowered, since they decide which variables have cells.
 */
export function finish(builder: FunctionBuilder): FunctionIr {
  if (!builder.isClosed) builder.act(OP.return, builder.head.node, -1);
  const { module, head, variables, blocks } = builder;
  threadJumps(builder);
  const order = reversePostOrder(builder);
  const place = new Int32Array(blocks.length).fill(-1);
  order.forEach((block, i) => {
    place[block] = i;
  });

  const code: number[] = [];
  const starts: number[] = [];
  for (const number of order) {
    const block = blocks[number]!;
    starts.push(code.length / WIDTH);
    if (starts.length === 1) shareParameters(builder, code);
    for (let i = 0; i < block.length; i += WIDTH) {
      const op = block[i]!;
      const variable = op === OP.load || op === OP.store ? variables[block[i + 2]!] : undefined;
      const at = code.length;
      for (let k = i; k < i + WIDTH; k++) code.push(block[k]!);
      if (op === OP.jump || op === OP.attempt) code[at + 2] = place[block[i + 2]!]!;
      if (op === OP.attempt) placeHandlers(builder.args, block[i + 3]!, place);
      if (op === OP.branch) {
        code[at + 3] = place[block[i + 3]!]!;
        code[at + 4] = place[block[i + 4]!]!;
      }
      if (variable === undefined || variable.cell < 0) continue;
      if (op === OP.store) code.push(OP.storeCell, -1, variable.cell, block[i + 3]!, -1, block[i + 5]!);
      else if (variable.storedFromInside) code.splice(at, 3, OP.loadCell, block[i + 1]!, variable.cell);
    }
  }
  starts.push(code.length / WIDTH);
  return {
    index: builder.index,
    name: head.name,
    parent: head.parent,
    owner: head.owner,
    parameters: builder.parameters,
    receiverFirst: head.receiverFirst ?? false,
    isGenerator: head.isGenerator ?? false,
    isAsync: head.isAsync ?? false,
    isStatic: head.isStatic ?? false,
    resultType: head.resultType ?? '',
    decorators: head.decorators ?? [],
    start: module.tree.start[head.node]!,
    end: module.tree.end[head.node]!,
    slotCount: variables.length,
    temporaryCount: builder.temporaries,
    code: Int32Array.from(code),
    blocks: Int32Array.from(starts),
    args: Int32Array.from(builder.args),
  };
}

/** A parameter that an inner function uses is in its cell from the first. */
function shareParameters(builder: FunctionBuilder, code: number[]): void {
  const { node } = builder.head;
  for (const { slot } of builder.parameters) {
    const { cell } = builder.variables[slot]!;
    if (cell < 0) continue;
    const given = builder.temporaries++;
    code.push(OP.load, given, slot, -1, -1, node, OP.storeCell, -1, cell, given, -1, node);
  }
}

/** A block that does nothing but jump is passed by. */
function threadJumps({ blocks, args }: FunctionBuilder): void {
  const known = new Int32Array(blocks.length).fill(-1);
  const destination = (from: number): number => {
    const passed: number[] = [];
    let to = from;
    for (;;) {
      if (known[to]! >= 0) {
        to = known[to]!;
        break;
      }
      // Marked as its own end first: blocks may jump in a circle, and then any of them will do.
      known[to] = to;
      passed.push(to);
      const block = blocks[to]!;
      if (block.length !== WIDTH || block[0] !== OP.jump) break;
      to = block[2]!;
    }
    for (const each of passed) known[each] = to;
    return to;
  };
  for (const block of blocks) {
    const at = block.length - WIDTH;
    const op = block[at];
    if (op === OP.jump || op === OP.attempt) block[at + 2] = destination(block[at + 2]!);
    if (op === OP.branch) {
      block[at + 3] = destination(block[at + 3]!);
      block[at + 4] = destination(block[at + 4]!);
    }
    if (op !== OP.attempt) continue;
    const list = block[at + 3]!;
    for (let i = 0; i < args[list]!; i++) args[list + 2 + 2 * i] = destination(args[list + 2 + 2 * i]!);
  }
}

/** Each list of handlers belongs to one instruction, so it can be rewritten in place. */
function placeHandlers(args: number[], list: number, place: Int32Array): void {
  for (let i = 0; i < args[list]!; i++) args[list + 2 + 2 * i] = place[args[list + 2 + 2 * i]!]!;
}

function reversePostOrder(builder: FunctionBuilder): number[] {
  const visited = new Uint8Array(builder.blocks.length);
  const done: number[] = [];
  // A number below zero marks the end of a block's successors.
  const stack: number[] = [0];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next < 0) done.push(-next - 1);
    else if (visited[next] === 0) {
      visited[next] = 1;
      stack.push(-next - 1, ...successors(builder, next));
    }
  }
  return done.reverse();
}

/** Last first: what is visited last stands first. */
function successors({ blocks, args }: FunctionBuilder, number: number): number[] {
  const block = blocks[number]!;
  const [op, , a = -1, b = -1, c = -1] = block.slice(-WIDTH);
  if (op === OP.jump) return [a];
  if (op === OP.branch) return [b, c];
  if (op !== OP.attempt) return [];
  return [a, ...Array.from({ length: args[b]! }, (_, i) => args[b + 2 + 2 * i]!)];
}
