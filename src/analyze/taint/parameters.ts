import { type FunctionIr, type ModuleIr, OP, type Parameter, WIDTH } from '../graph/ir.ts';
import type { Context } from './context.ts';
import { bareType, importedRoots, isSimpleType } from './convention.ts';
import type { SinkKind, SourceKind } from './kinds.ts';
import { ALL_KINDS, bitsOf, PARAMETER_KINDS } from './kinds.ts';
import type { Memory } from './memory.ts';
import type { ModelIndex } from './model.ts';
import { type Site, type Taint, type Value, value } from './value.ts';

/** Taints of a name that is put below a folder: a caller's own path is his affair, but such a name is meant to stay there. */
export function below(taints: readonly Taint[]): readonly Taint[] {
  if (!taints.some(({ whole }) => whole === true)) return taints;
  return taints.map((taint) => (taint.whole === true ? { ...taint, whole: false } : taint));
}

/** Says what a framework hands over for the parameters of a function that it calls. */
export class Handing {
  readonly #context: Context;
  readonly #memory: Memory;

  constructor(context: Context, memory: Memory) {
    this.#context = context;
    this.#memory = memory;
  }

  /** An untrusted value as its type lets it be: a number is none, a dependency is the program's own. */
  untrusted(
    source: SourceKind,
    module: number,
    parameter: Parameter,
    site: Site,
    route: string,
    isGuess: boolean,
  ): Value {
    const { name, type, decorators } = parameter;
    if (decorators.some((one) => /(?:^|\.)(?:Depends|Security|Inject)$/.test(one))) return value();
    const converter = new RegExp(`<(?:int|float|uuid|date):${name}>|\\{${name}:(?:int|float|uuid)\\}`);
    if (isSimpleType(type) || (/^\w+$/.test(name) && converter.test(route))) return value({ type: 'number' });
    const bare = bareType(type);
    const given = this.#context.untrusted(source, site, `the parameter ${name}`, isGuess);
    if (!/^[A-Z]\w*$|\./.test(bare) || /^(?:Any|Dict|Mapping|String|Object|File|Path|[A-Z])$/.test(bare)) return given;
    if (parameter.decorators.length > 0) return given;
    const cls = this.#memory.classes.classNamed(module, bare);
    if (cls === null) return /Str$|Url$/.test(bare) ? given : value();
    const kind = this.#memory.classes.lineage(cls);
    if (kind.some((base) => /(?:^|\.)(?:Int|Str)?Enum$/.test(base))) return value({ type: 'number' });
    return kind.some((base) => /(?:^|\.)(?:BaseModel|SQLModel|Schema|TypedDict)$/.test(base)) || kind.length === 0
      ? { ...given, type: `class:${cls}` }
      : value();
  }

  /** A parameter of which nobody knows the callers. */
  unknownCaller(parameter: Parameter, site: Site): Value {
    if (isSimpleType(parameter.type) || parameter.rest !== 'none') return value();
    const bare = bareType(parameter.type);
    if (bare !== '' && !/^(?:str|string|String|Any|any|dict|Dict\b.*|dict\b.*|object)$/.test(bare)) return value();
    const given = this.#context.untrusted('parameter', site, `the parameter ${parameter.name}`);
    const clean = ALL_KINDS & ~bitsOf([...PARAMETER_KINDS, 'path']);
    return { ...given, taints: given.taints.map((taint) => ({ ...taint, clean, whole: true })) };
  }
}

/** The package that a path of Java or Go names. */
const DECLARED = /^((?:[a-z]\w*\.)+[a-z]\w*|[a-z]\w*)\.[A-Z]|^((?:[\w.-]+\/)+[\w-]+)\./;
const RUNS: ReadonlySet<SinkKind> = new Set(['sql', 'nosql', 'shell', 'code', 'ldap', 'xpath', 'deserialize']);

/** Last names of sinks that a parameter may reach, by the package that must be imported for it (empty: by none). */
export function sinkWords(index: ModelIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const known = wordsOf.get(index) ?? wordsIn(index);
  wordsOf.set(index, known);
  return known;
}

const wordsOf = new WeakMap<ModelIndex, ReadonlyMap<string, ReadonlySet<string>>>();

function wordsIn(index: ModelIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const words = new Map<string, Set<string>>();
  for (const [path, specs] of index.sinks) {
    const declared = DECLARED.exec(path)
      ?.slice(1)
      .find((one) => one !== undefined);
    // Where every call has a type, what only shows or opens something is looked at for known callers alone.
    const isAsked = ({ kind }: { readonly kind: SinkKind }) =>
      declared === undefined ? PARAMETER_KINDS.includes(kind) || kind === 'path' : RUNS.has(kind);
    if (!specs.some(isAsked)) continue;
    if (declared !== undefined) {
      const name = path.slice(path.lastIndexOf('.') + 1);
      words.set(name, (words.get(name) ?? new Set()).add(declared));
      continue;
    }
    const parts = path.split('.');
    const last = parts.at(-1)!.replace(/\(\)$/, '');
    const of = words.get(last) ?? new Set<string>();
    of.add(/^[a-z_]\w*$/.test(parts[0]!) && parts.length > 1 ? parts[0]! : '');
    words.set(last, of);
  }
  return words;
}

/** Whether a function calls something of that name at all: in all others there is nothing to follow from its parameters. */
export function callsSink(fn: FunctionIr, module: ModuleIr, words: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const imported = importedRoots(module);
  const speaks = (name: string) => {
    const of = words.get(name);
    if (of === undefined) return false;
    for (const root of of) if (root === '' || imported.has(root)) return true;
    return false;
  };
  for (let at = 0; at < fn.code.length; at += WIDTH) {
    const op = fn.code[at];
    if (op === OP.method && speaks(module.strings[fn.code[at + 3]!]!)) return true;
    if (op === OP.field && speaks(module.strings[fn.code[at + 3]!]!)) return true;
    if (op === OP.global && speaks(module.strings[fn.code[at + 2]!]!)) return true;
    if (op === OP.loadCell && speaks(module.cells[fn.code[at + 2]!]!.name)) return true;
  }
  return false;
}
