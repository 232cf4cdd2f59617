import { argumentsOf, type FunctionIr, type ModuleIr, OP, WIDTH } from './ir.ts';

const TERMINATORS = new Set<number>([OP.jump, OP.branch, OP.return, OP.throw, OP.attempt]);

/** Columns that hold temporaries, and the column that holds a list of them, by opcode. */
const TEMPORARIES: ReadonlyMap<number, readonly number[]> = new Map<number, readonly number[]>([
  [OP.store, [1]],
  [OP.storeCell, [1]],
  [OP.decorate, [0, 1]],
  [OP.field, [0]],
  [OP.setField, [0, 2]],
  [OP.index, [0, 1]],
  [OP.setIndex, [0, 1, 2]],
  [OP.slice, [0, 1, 2]],
  [OP.delete, [0, 1]],
  [OP.call, [0]],
  [OP.method, [0]],
  [OP.construct, [0]],
  [OP.binary, [1, 2]],
  [OP.unary, [1]],
  [OP.compare, [1, 2]],
  [OP.iterate, [0]],
  [OP.yield, [0]],
  [OP.branch, [0]],
  [OP.return, [0]],
  [OP.throw, [0]],
  [OP.typed, [0]],
]);
const LISTS: ReadonlyMap<number, number> = new Map<number, number>([
  [OP.object, 0],
  [OP.list, 1],
  [OP.call, 1],
  [OP.method, 2],
  [OP.construct, 1],
  [OP.concat, 0],
  [OP.unknown, 0],
]);
const MAY_BE_MISSING = new Set<number>([OP.slice, OP.return, OP.throw]);

/** What in a module breaks the promises of ir.ts, as sentences; empty when all hold. For tests of lowerings. */
export function verifyModule(module: ModuleIr): string[] {
  return module.functions.flatMap((fn, i) => [
    ...(fn.index === i && fn.parent < i ? [] : [`${fn.name} has a wrong place`]),
    ...verifyFunction(module, fn),
  ]);
}

function verifyFunction(module: ModuleIr, fn: FunctionIr): string[] {
  const faults: string[] = [];
  const written = new Uint8Array(fn.temporaryCount);
  const count = fn.blocks.length - 1;
  for (let block = 0; block < count; block++) {
    const [first, end] = [fn.blocks[block]!, fn.blocks[block + 1]!];
    for (let row = first; row < end; row++) {
      const [op, dst, ...abc] = fn.code.subarray(row * WIDTH, row * WIDTH + WIDTH) as unknown as number[];
      const where = `${fn.name} b${block} row ${row}`;
      if (TERMINATORS.has(op!) !== (row === end - 1)) faults.push(`${where}: a block ends elsewhere than at its end`);
      if (abc[3]! < 0 || abc[3]! >= module.nodeStart.length) faults.push(`${where}: no node`);
      const list = LISTS.get(op!);
      const used = (TEMPORARIES.get(op!) ?? []).map((column) => abc[column]!);
      const isWrong = (value: number) => (value < 0 ? !MAY_BE_MISSING.has(op!) : written[value] !== 1);
      if (list !== undefined) used.push(...argumentsOf(fn, abc[list]!).map(({ value }) => value));
      if (used.some(isWrong)) faults.push(`${where}: uses a value before it is made`);
      const blocks = op === OP.jump || op === OP.attempt ? [abc[0]!] : op === OP.branch ? [abc[1]!, abc[2]!] : [];
      if (op === OP.attempt) blocks.push(...argumentsOf(fn, abc[1]!).map(({ value }) => value));
      if (blocks.some((to) => !(to >= 0 && to < count))) faults.push(`${where}: goes to no block`);
      if ((op === OP.load || op === OP.store) && !(abc[0]! >= 0 && abc[0]! < fn.slotCount))
        faults.push(`${where}: no slot`);
      if (dst! >= 0) {
        if (written[dst!] === 1) faults.push(`${where}: makes a value twice`);
        written[dst!] = 1;
      }
    }
  }
  return faults;
}
