import { core } from 'zod/mini';
import { nearest } from '../lib/nearest.ts';
import type { PolicyFault, PolicyText } from './policy-text.ts';

/** What a schema cannot say by itself: the keys at a place, and the choice between two forms in words. */
export interface SchemaWords {
  keysAt(path: readonly PropertyKey[]): readonly string[];
  choiceAt(path: readonly PropertyKey[]): string;
}

/** Values that fit a schema, or all faults in the order of the file. */
export function checkText<T extends core.$ZodType>(
  parsed: PolicyText,
  schema: T,
  words: SchemaWords,
): { readonly content: core.output<T> } | { readonly faults: readonly PolicyFault[] } {
  const checked = core.safeParse(schema, parsed.value);
  if (checked.success) return { content: checked.data };
  return { faults: inOrder(checked.error.issues.flatMap((issue) => faultOf(issue, parsed, words))) };
}

export function inOrder(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  return [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What the schema found, as sentences with their place; two unknown keys are two faults. */
function faultOf(issue: core.$ZodIssue, { value, locate }: PolicyText, words: SchemaWords): readonly PolicyFault[] {
  const path = issue.path;
  const where = path.length === 0 ? 'The file' : describe(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const meant = nearest(key, words.keysAt(path));
        const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
        return { ...locate(path, key), message: `There is no key ${key} here.${hint}` };
      });
    case 'invalid_union': {
      // A clause is "off" or options: what is wrong with the options is what matters, once there are any.
      const inner = issue.errors.find((errors) =>
        errors.every(({ path: at, code }) => at.length > 0 || code === 'unrecognized_keys'),
      );
      if (inner === undefined || inner.length === 0) {
        return [{ ...locate(path), message: `${where} must be ${words.choiceAt(path)}.` }];
      }
      return inner.flatMap((one) =>
        faultOf({ ...one, path: [...path, ...one.path] } as core.$ZodIssue, { value, locate }, words),
      );
    }
    case 'invalid_value': {
      const given = valueAt(value, path);
      if (given === undefined) return [{ ...locate(path), message: `${where} is missing.` }];
      const values = issue.values.map(String);
      const meant = typeof given === 'string' ? nearest(given, values) : undefined;
      const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
      return [
        {
          ...locate(path),
          message: `${where} must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}.${hint}`,
        },
      ];
    }
    case 'invalid_type': {
      if (valueAt(value, path) === undefined) return [{ ...locate(path), message: `${where} is missing.` }];
      const wanted = {
        object: 'a map',
        array: 'a list',
        string: 'a text',
        number: 'a number',
        boolean: 'true or false',
        record: 'a map',
      };
      const name = wanted[issue.expected as keyof typeof wanted] ?? issue.expected;
      return [{ ...locate(path), message: `${where} must be ${name}.` }];
    }
    case 'too_small': {
      const limit = issue.origin === 'number' ? `less than ${issue.minimum}` : 'empty';
      return [{ ...locate(path), message: `${where} must not be ${limit}.` }];
    }
    case 'too_big':
      return [{ ...locate(path), message: `${where} must not be longer than ${issue.maximum}.` }];
    default:
      return [{ ...locate(path), message: `${where} is not valid.` }];
  }
}

/** `tiers[0].paths`. */
function describe(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
