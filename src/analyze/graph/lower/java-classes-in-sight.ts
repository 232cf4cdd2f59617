import { OP } from '../ir.ts';
import type { Variable } from './scope.ts';
import type { WalkContext } from './walk.ts';

/** What is known of a class while its members are lowered: a lone name may mean one of them. */
export interface ClassInSight {
  /** Index in the module. */
  readonly index: number;
  /** Names of its fields and methods, with whether they belong to the class itself. */
  readonly fields: ReadonlyMap<string, boolean>;
  readonly methods: ReadonlyMap<string, boolean>;
  readonly hasBase: boolean;
  /** Holds the class value. */
  readonly value: Variable;
  readonly around: ClassInSight | null;
}

/** A place in a Java file: every one is made with the class around it. */
export interface JavaContext extends WalkContext {
  readonly inside: ClassInSight | null;
}

/** The innermost class around the place; handlers are shared with languages whose places have none. */
export function classAround(at: WalkContext): ClassInSight | null {
  return (at as JavaContext).inside;
}

/** Name of the variable that holds the receiver of a class's methods, for lambdas and classes inside them. */
export function receiverName(cls: ClassInSight): string {
  return `this:${cls.index}`;
}

/** Name of the variable that holds the class from which a member was imported. */
export function staticImport(member: string): string {
  return `import static ${member}`;
}

/** The receiver that stands for a class at this place: the own one, or one of a function around this one. */
export function receiverOf(at: WalkContext, cls: ClassInSight, node: number): number {
  const variable = at.scope.find(receiverName(cls));
  if (variable !== null && variable.owner !== at.fn) return at.fn.load(variable, node);
  return at.fn.value(OP.this, node);
}

/** The class around this place that declares the member; with none, the innermost one that may inherit it. */
export function declaring(at: WalkContext, kind: 'fields' | 'methods', name: string): ClassInSight | null {
  for (let cls = classAround(at); cls !== null; cls = cls.around) if (cls[kind].has(name)) return cls;
  if (kind === 'methods' || /^[a-z]/.test(name)) {
    for (let cls = classAround(at); cls !== null; cls = cls.around) if (cls.hasBase) return cls;
  }
  return kind === 'methods' ? classAround(at) : null;
}

/** The value on which a lone member name is looked up: the receiver, or the class for what is static. */
export function holderOf(
  at: WalkContext,
  cls: ClassInSight,
  kind: 'fields' | 'methods',
  name: string,
  node: number,
): number {
  if (cls[kind].get(name) === true) return at.fn.load(cls.value, node);
  return receiverOf(at, cls, node);
}
