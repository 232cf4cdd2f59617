import type { FunctionIr, ModuleIr, Parameter } from '../graph/ir.ts';
import type { ModelIndex } from './model.ts';

const SIMPLE =
  /^(?:int|float|bool|complex|Decimal|UUID[1-7]?|datetime|date|time|timedelta|IPv[46]Address|IPvAnyAddress|Positive(?:Int|Float)|Literal\[.*\]|number|boolean|bigint|Date|long|short|byte|double|Integer|Long|Double|Float|Boolean|LocalDate|LocalDateTime|Instant|u?int(?:8|16|32|64)|float(?:32|64))$/;

/** True for types that no text can hide in: numbers, dates, identifiers, a closed list of words. */
export function isSimpleType(written: string): boolean {
  return SIMPLE.test(bareType(written));
}

/** `Optional[int]`, `int | None`, `Annotated[int, Query()]`, `list[int]`: the type that matters. */
export function bareType(written: string): string {
  let type = written;
  for (let i = 0; i < 4; i++) {
    const before = type;
    type = type
      .replace(/\|None\b|^None\|/g, '')
      .replace(/^(?:typing\.)?(?:Optional|List|list|Set|set|Sequence|Iterable|tuple|Tuple)\[(.*)\]$/, '$1')
      .replace(/^(?:typing\.)?Annotated\[((?:[^,[\]]|\[[^\]]*\])+),.*\]$/, '$1')
      .replace(/^(?:uuid|datetime|decimal|ipaddress)\./, '');
    if (type === before) break;
  }
  return type;
}

/** Path that a parameter stands for by its declared type or by its name, if any. */
export function conventionOf(
  fn: FunctionIr,
  { name, type }: Parameter,
  module: ModuleIr,
  parameters: ModelIndex['parameters'],
): string | undefined {
  const bare = bareType(type).replace(/<.*$/, '');
  const known = parameters.get(bare) ?? byConvention(fn, name, parameters);
  if (known !== undefined) return known;
  if (!parameters.has(`${bare}@`) && !parameters.has(`~${name}@`)) return undefined;
  for (const root of importedRoots(module)) {
    const found = parameters.get(`${bare.split('.').at(-1)}@${root}`) ?? parameters.get(`~${name}@${root}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The package that an import names: all of it in Java and Go, elsewhere its first part. */
function rootOf(imported: string, { language }: ModuleIr): string {
  if (language === 'java') return imported.replace(/^jakarta\./, 'javax.').replace(/(?:\.[A-Z]\w*|\.\*)+$/, '');
  if (language === 'go') return imported.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+$/, '');
  return imported.split('.')[0]!;
}

const roots = new WeakMap<ModuleIr, ReadonlySet<string>>();

/** First names of the modules that a module imports. */
export function importedRoots(module: ModuleIr): ReadonlySet<string> {
  const known = roots.get(module) ?? new Set(['java.lang', ...module.imports.map((one) => rootOf(one.module, module))]);
  roots.set(module, known);
  return known;
}

/**
 * What a parameter stands for by its name alone: `req` beside `res`. A model writes `~req&res` for a name that means it only
 * beside another one.
 */
function byConvention(fn: FunctionIr, name: string, parameters: ModelIndex['parameters']): string | undefined {
  for (const beside of fn.parameters) {
    const path = parameters.get(`~${name}&${beside.name}`);
    if (path !== undefined) return path;
  }
  return undefined;
}
