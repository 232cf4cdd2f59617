import type { Program } from '../graph/program.ts';
import type { ModelIndex } from './model.ts';

/** What a declared type stands for: a class of the program, as `module:class`, or a path of an API that some model knows. */
export type Declared =
  | { readonly kind: 'class'; readonly cls: string }
  | { readonly kind: 'api'; readonly path: string }
  | { readonly kind: 'number' }
  | null;

const NUMBERS =
  /^(?:byte|short|int|long|float|double|boolean|Byte|Short|Integer|Long|Float|Double|Boolean|BigInteger|BigDecimal|UUID|LocalDate|LocalDateTime|Instant|Date|uint(?:8|16|32|64)?|int(?:8|16|32|64)|uintptr|float(?:32|64)|bool|rune|time\.(?:Time|Duration))$/;

/** Types of texts and collections: what is in them matters. */
const SAYS_NOTHING =
  /^(?:(?:java\.(?:lang|util)\.)?(?:String|Object|CharSequence|List|Map|Set|Collection|Optional|Iterable|Iterator|Enumeration)|string|error|any)$/;

/** Looks up the types that Java and Go declare; each name of each module once. */
export class DeclaredTypes {
  readonly #program: Program;
  readonly #models: (module: number) => ModelIndex;
  readonly #known = new Map<string, Declared>();

  constructor(program: Program, models: (module: number) => ModelIndex) {
    this.#program = program;
    this.#models = models;
  }

  /** `written` is a type as it stands in the program: `List<String>`, `*http.Request`, `java.io.File`. */
  resolve(module: number, written: string): Declared {
    const key = `${module} ${written}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = written
      .slice(written.lastIndexOf(' ') + 1)
      .replace(/[<[].*$/s, '')
      .replace(/^[*&]+/, '');
    const isList = /\[\]|^\.\.\./.test(written);
    const found =
      name === '' || isList || SAYS_NOTHING.test(name)
        ? null
        : NUMBERS.test(name)
          ? ({ kind: 'number' } as const)
          : this.#program.modules[module]!.language === 'go'
            ? this.#go(module, name)
            : this.#java(module, name);
    this.#known.set(key, found);
    return found;
  }

  #java(module: number, name: string): Declared {
    const program = this.#program;
    const { classes, imports } = program.modules[module]!;
    if (/^[a-z]/.test(name)) {
      const cell = program.qualified(name);
      return cell === null ? this.#api(module, name.replace(/^jakarta\./, 'javax.')) : this.#classAt(cell);
    }
    const [first = '', ...inner] = name.split('.');
    const last = inner.at(-1) ?? first;
    const own = classes.findIndex((one) => one.name === last);
    if (own >= 0) return { kind: 'class', cls: `${module}:${own}` };
    const index = imports.findIndex((one) => one.module.endsWith(`.${first}`));
    if (index >= 0) {
      const binding = program.binding(module, index);
      if (binding.kind === 'api') return this.#api(module, [binding.path, ...inner].join('.'));
      return binding.kind === 'cell' ? this.#classAt(binding, last) : null;
    }
    const neighbour = program.neighbour(module, first);
    if (neighbour !== null) return this.#classAt(neighbour, last);
    const whole = this.wildcard(module, first);
    return whole === null ? null : this.#api(module, [whole, ...inner].join('.'));
  }

  /** A class that is imported with all of its package, or belongs to `java.lang`. */
  wildcard(module: number, name: string): string | null {
    const { imports } = this.#program.modules[module]!;
    for (const whole of this.#models(module).classes.get(name) ?? []) {
      const of = whole.slice(0, -name.length - 1);
      if (of === 'java.lang' || imports.some((one) => one.module.replace(/^jakarta\./, 'javax.') === `${of}.*`))
        return whole;
    }
    return null;
  }

  #classAt({ module, cell }: { readonly module: number; readonly cell: number }, name?: string): Declared {
    const target = this.#program.modules[module]!;
    const wanted = name ?? target.cells[cell]!.name;
    const cls = target.classes.findIndex((one) => one.name === wanted);
    return cls < 0 ? null : { kind: 'class', cls: `${module}:${cls}` };
  }

  #go(module: number, name: string): Declared {
    const program = this.#program;
    const dot = name.indexOf('.');
    if (dot < 0) return this.#goClass(program.siblings(module), name);
    const of = name.slice(0, dot);
    const { imports } = program.modules[module]!;
    const index = imports.findIndex((one) => goName(one.module) === of);
    if (index < 0) return null;
    const binding = program.binding(module, index);
    if (binding.kind === 'api') return this.#api(module, `${binding.path}.${name.slice(dot + 1)}`);
    return this.#goClass(program.siblings(binding.module), name.slice(dot + 1));
  }

  /** The file that declares the type, not one that only adds methods to it. */
  #goClass(modules: readonly number[], name: string): Declared {
    let found: string | null = null;
    for (const module of modules) {
      for (const [index, cls] of this.#program.modules[module]!.classes.entries()) {
        if (cls.name !== name) continue;
        if (found === null || cls.fields.size > 0) found = `${module}:${index}`;
      }
    }
    return found === null ? null : { kind: 'class', cls: found };
  }

  #api(module: number, path: string): Declared {
    const models = this.#models(module);
    const whole = models.types.get(path) ?? path;
    return models.prefixes.has(whole) ? { kind: 'api', path: whole } : null;
  }
}

/** The name under which an import path is used where none is given. */
function goName(path: string): string {
  const last = path.split('/').findLast((part) => !/^v\d+$/.test(part)) ?? path;
  return last.replace(/\.v\d+$/, '').replace(/^go-|-go$/g, '');
}
