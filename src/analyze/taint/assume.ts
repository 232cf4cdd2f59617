import type { FunctionIr, ModuleIr, Parameter } from '../graph/ir.ts';
import type { Context } from './context.ts';
import { conventionOf, isSimpleType } from './convention.ts';
import { type Value, value } from './value.ts';

/** What a parameter is that nobody gave a value: what its type or its name beside others says, else null. */
export function assumed(context: Context, module: number, fn: FunctionIr, parameter: Parameter): Value | null {
  const { parameters } = context.models(module);
  for (const decorator of parameter.decorators) {
    const decorated = parameters.get(`@${decorator}`);
    if (decorated !== undefined) return known(context, module, decorated, parameter);
  }
  const path = conventionOf(fn, parameter, context.module(module), parameters);
  return path === undefined ? null : known(context, module, path, parameter);
}

function known(context: Context, module: number, path: string, { name, type }: Parameter): Value {
  const site = { module, node: 0 };
  if (path.startsWith('source:') && isSimpleType(type)) return value({ type: 'number' });
  return path.startsWith('source:')
    ? context.untrusted(path.slice(7) as 'request', site, `the parameter ${name}`)
    : context.api(path, site);
}

/** True for the languages whose functions know their receiver by the call, and whose objects have prototypes. */
export function isScript({ language }: Pick<ModuleIr, 'language'>): boolean {
  return language === 'javascript' || language === 'typescript' || language === 'tsx';
}
