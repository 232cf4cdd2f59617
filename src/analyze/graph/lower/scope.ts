import type { FunctionBuilder } from './function-builder.ts';

/** A declared name: a slot of the function that owns it, and a cell once another function needs it. */
export interface Variable {
  readonly name: string;
  readonly owner: FunctionBuilder;
  readonly slot: number;
  cell: number;
  /** An inner function stores to it: then the owner, too, must read the cell. */
  storedFromInside: boolean;
}

/** Every look-up may walk all scopes: beyond this many, what is inside is not lowered. */
const MAX_SCOPES = 400;

/** Names visible at a place; `isClass` where inner functions do not see them. */
export class Scope {
  readonly owner: FunctionBuilder;
  readonly parent: Scope | null;
  readonly isClass: boolean;
  /** Scopes around this one. */
  readonly depth: number;
  private readonly names = new Map<string, Variable>();

  constructor(owner: FunctionBuilder, parent: Scope | null, isClass = false) {
    this.owner = owner;
    this.parent = parent;
    this.isClass = isClass;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  /** The variable of that name in this very scope, made where there is none yet. */
  declare(name: string): Variable {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const variable = this.owner.newVariable(name);
    this.names.set(name, variable);
    return variable;
  }

  /** Makes the name mean a variable of a scope around this one (`global`, `nonlocal`). */
  alias(name: string, variable: Variable): void {
    this.names.set(name, variable);
  }

  own(name: string): Variable | null {
    return this.names.get(name) ?? null;
  }

  find(name: string): Variable | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }

  variables(): Iterable<Variable> {
    return this.names.values();
  }

  /** Nested deeper than any program: to look names up would cost more than it tells. */
  get isTooDeep(): boolean {
    return this.depth > MAX_SCOPES;
  }

  /** Where a function that starts here looks names up: class bodies are passed over. */
  get forFunctions(): Scope {
    let scope: Scope = this;
    while (scope.isClass && scope.parent !== null) scope = scope.parent;
    return scope;
  }
}
