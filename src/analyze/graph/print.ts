import { argumentsOf, type Constant, type FunctionIr, type ModuleIr, OP, WIDTH } from './ir.ts';

const NAMES: readonly string[] = Object.keys(OP);

/** The module as text, one instruction a line, for people and for tests of lowerings. */
export function printModule(module: ModuleIr): string {
  return module.functions.map((fn) => printFunction(module, fn)).join('\n');
}

function printFunction(module: ModuleIr, fn: FunctionIr): string {
  const parameters = fn.parameters.map(
    ({ name, rest, optional }) => `${rest === 'none' ? '' : '*'}${name}${optional ? '?' : ''}`,
  );
  const lines = [`${fn.name}(${parameters.join(', ')})`];
  for (let block = 0; block + 1 < fn.blocks.length; block++) {
    lines.push(` b${block}`);
    for (let i = fn.blocks[block]!; i < fn.blocks[block + 1]!; i++) lines.push(`  ${printRow(module, fn, i * WIDTH)}`);
  }
  return lines.join('\n');
}

function printRow(module: ModuleIr, fn: FunctionIr, at: number): string {
  const [op, dst, a, b, c] = fn.code.subarray(at, at + WIDTH) as unknown as [number, number, number, number, number];
  const name = NAMES[op]!;
  const t = (value: number) => (value < 0 ? '-' : `t${value}`);
  const s = (value: number) => `.${module.strings[value]}`;
  const list = (value: number) =>
    `(${argumentsOf(fn, value)
      .map(
        ({ kind, value: of }) =>
          (kind >= 0 ? `${module.strings[kind]}=` : kind === -2 ? '*' : kind === -3 ? '**' : '') + t(of),
      )
      .join(', ')})`;
  const words: Readonly<Partial<Record<string, () => string>>> = {
    const: () => printConstant(module.constants[a]!),
    load: () => `s${a}`,
    store: () => `s${a} ${t(b)}`,
    loadCell: () => module.cells[a]!.name,
    storeCell: () => `${module.cells[a]!.name} ${t(b)}`,
    import: () => `${module.imports[a]!.module} ${module.imports[a]!.name}`,
    global: () => module.strings[a]!,
    closure: () => (a >= 0 ? module.functions[a]!.name : `class ${module.classes[b]!.name}`),
    decorate: () => `${t(a)} ${t(b)}`,
    object: () => list(a),
    list: () => ['list', 'tuple', 'set'][a] + list(b),
    field: () => t(a) + s(b),
    setField: () => `${t(a)}${s(b)} ${t(c)}`,
    index: () => `${t(a)} ${t(b)}`,
    setIndex: () => `${t(a)} ${t(b)} ${t(c)}`,
    slice: () => `${t(a)} ${t(b)} ${t(c)}`,
    delete: () => `${t(a)} ${t(b)}`,
    call: () => t(a) + list(b),
    method: () => t(a) + s(b) + list(c),
    construct: () => t(a) + list(b),
    binary: () => `${module.operators[a]} ${t(b)} ${t(c)}`,
    unary: () => `${module.operators[a]} ${t(b)}`,
    compare: () => `${module.operators[a]} ${t(b)} ${t(c)}`,
    concat: () => list(a),
    iterate: () => t(a) + (b === 1 ? ' keys' : ''),
    yield: () => t(a),
    this: () => '',
    unknown: () => list(a),
    jump: () => `b${a}`,
    branch: () => `${t(a)} b${b} b${c}`,
    return: () => t(a),
    throw: () => t(a),
    typed: () => `${t(a)} ${module.strings[b]}`,
    attempt: () =>
      `b${a} or ${argumentsOf(fn, b)
        .map(({ value }) => `b${value}`)
        .join(' ')}`,
  };
  return `${dst >= 0 ? `t${dst} = ` : ''}${name} ${words[name]!()}`.trimEnd();
}

function printConstant(constant: Constant): string {
  if (constant.kind === 'nothing') return 'nothing';
  if (constant.kind === 'regex') return `/${constant.source}/${constant.flags}`;
  return JSON.stringify(constant.value);
}
