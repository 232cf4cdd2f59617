import type { FunctionIr, Parameter } from '../graph/ir.ts';
import { OP, WIDTH } from '../graph/ir.ts';
import { conventionOf } from './convention.ts';
import { EMPTY_OBJECT, type Heap } from './heap.ts';
import type { Interpreter } from './interpret.ts';
import type { SourceKind } from './kinds.ts';
import { NUMERIC } from './kinds.ts';
import type { Callback } from './model.ts';
import type { State } from './state.ts';
import { cleaned, type Value, value } from './value.ts';

/** A result that becomes data, which nobody shows as it is. */
const NOWHERE: Pick<Callback, 'returns'> = { returns: undefined };

/** What the making of one receiver may cost. */
const CONSTRUCTOR_STEPS = 20_000;

/** Receivers and parameters of functions that a framework calls, by what Java and Go declare. */
export class Instances {
  readonly #interpreter: Interpreter;
  readonly #ground: Heap;
  readonly #made = new Map<string, Value>();
  readonly #assigned = new Map<number, ReadonlySet<string>>();

  constructor(interpreter: Interpreter, ground: Heap) {
    this.#interpreter = interpreter;
    this.#ground = ground;
  }

  /** What a parameter is: what its annotation or type says, what the framework says, or nothing known. */
  parameter(module: number, fn: FunctionIr, parameter: Parameter, callback: Callback | null, index: number): Value {
    const { context } = this.#interpreter;
    const { parameters: byType } = context.models(module);
    const site = { module, node: 0 };
    const declared = context.declared.resolve(module, parameter.type);
    const annotated = parameter.decorators.map((name) => byType.get(`@${name.split('.').at(-1)}`)).find((one) => one);
    const told = annotated ?? callback?.parameters?.[index];
    const type = told === undefined || told === '' ? undefined : told;
    const known = declared?.kind === 'api' ? (byType.get(declared.path) ?? declared.path) : undefined;
    const source = type?.startsWith('source:')
      ? type.slice(7)
      : known === undefined && type === undefined && declared?.kind !== 'number' && told !== ''
        ? callback?.others
        : undefined;
    if (source !== undefined && source !== 'none') {
      const untrusted = context.untrusted(source as SourceKind, site, `the parameter ${parameter.name}`);
      if (declared?.kind === 'number') return value({ type: 'number', taints: cleaned(untrusted.taints, NUMERIC) });
      if (known !== undefined) return { ...untrusted, api: known };
      return declared?.kind === 'class' ? { ...untrusted, type: `class:${declared.cls}` } : untrusted;
    }
    const path =
      (source === 'none' ? undefined : type) ?? known ?? conventionOf(fn, parameter, context.module(module), byType);
    if (path !== undefined) return { ...context.api(path, site), id: value().id };
    if (declared?.kind === 'class') return this.ofClass(declared.cls);
    return declared?.kind === 'number' ? value({ type: 'number' }) : value();
  }

  /** What becomes of the result of a handler: a body where the class or the method says so, else the name of a view. */
  returns(module: number, fn: FunctionIr, { returns }: Callback): Pick<Callback, 'returns'> {
    if (returns === undefined || this.#interpreter.context.module(module).language !== 'java') return {};
    const cls = fn.owner < 0 ? undefined : this.#interpreter.context.module(module).classes[fn.owner];
    const says = [...(cls?.decorators ?? []), ...fn.decorators].some(({ name }) =>
      /(?:^|\.)(?:RestController|ResponseBody)$/.test(name),
    );
    const isText =
      /^(?:(?:ResponseEntity|Mono|Flux)<)?(?:String|\?|CharSequence)?>?$/.test(fn.resultType) ||
      fn.resultType === 'ResponseEntity';
    if (says) return isText ? { returns: 'html' } : NOWHERE;
    return fn.resultType === 'String' || fn.resultType === 'ModelAndView' ? { returns: 'redirect' } : NOWHERE;
  }

  /** The receiver of a method: an instance as its constructor without parameters leaves it. */
  receiver(module: number, fn: FunctionIr): Value | null {
    return fn.owner < 0 || fn.isStatic ? null : this.ofClass(`${module}:${fn.owner}`);
  }

  ofClass(cls: string): Value {
    const known = this.#made.get(cls);
    if (known !== undefined) return known;
    const { context } = this.#interpreter;
    const [module, index] = cls.split(':').map(Number) as [number, number];
    const type = `class:${cls}`;
    const plain = value({ type });
    this.#made.set(cls, plain);
    const { methods } = context.module(module).classes[index]!;
    const made = methods.get('constructor/0') ?? methods.get('constructor');
    if (made === undefined || context.module(module).language !== 'java') return plain;
    const id = context.objectId(-1, -1, `instance ${cls}`);
    const receiver = value({ objects: [id], type });
    this.#made.set(cls, receiver);
    const heap = this.#ground.entry();
    heap.set(id, { ...EMPTY_OBJECT, cls });
    const state: State = { slots: [], heap, facts: new Map() };
    const site = { module, node: 0 };
    const maker = context.module(module).functions[made]!;
    const given = maker.parameters.map((parameter) => {
      const declared = context.declared.resolve(module, parameter.type);
      const one = declared?.kind === 'api' ? { ...context.api(declared.path, site), id: value().id } : value();
      return { name: null, spread: false, value: { ...one, taints: [] } };
    });
    const args = { receiver, given, site, frame: -1 };
    context.entryLimit = context.spent + CONSTRUCTOR_STEPS;
    const outcome = this.#interpreter.run({ module, fn: made, cls: -1, receiver }, args, state);
    if (outcome !== null) this.#ground.absorb(outcome.state.heap);
    // What another method sets later is not known from the constructor alone.
    const object = this.#ground.get(id) ?? { ...EMPTY_OBJECT, cls };
    const fields = new Map(object.fields);
    for (const name of this.#assignedLater(module)) fields.delete(name);
    this.#ground.set(id, { ...object, fields });
    return receiver;
  }

  /** Names of fields that something else than a constructor sets. */
  #assignedLater(module: number): ReadonlySet<string> {
    const known = this.#assigned.get(module);
    if (known !== undefined) return known;
    const names = new Set<string>();
    const { functions, strings } = this.#interpreter.context.module(module);
    for (const fn of functions) {
      if (fn.index === 0 || fn.name === 'constructor' || fn.name === '<fields>') continue;
      for (let at = 0; at < fn.code.length; at += WIDTH) {
        if (fn.code[at] === OP.setField) names.add(strings[fn.code[at + 3]!]!);
      }
    }
    this.#assigned.set(module, names);
    return names;
  }
}
