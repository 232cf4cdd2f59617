import { nearest } from '../lib/nearest.ts';

/** What a clause lets a policy choose; the same description makes the schema for editors and the check of a value. */
export type OptionShape =
  | { readonly kind: 'number'; readonly default: number; readonly least: number; readonly meaning: string }
  | { readonly kind: 'switch'; readonly default: boolean; readonly meaning: string }
  | { readonly kind: 'choice'; readonly of: readonly string[]; readonly default: string; readonly meaning: string }
  | { readonly kind: 'text'; readonly default: string; readonly meaning: string }
  | { readonly kind: 'texts'; readonly default: readonly string[]; readonly meaning: string }
  | {
      readonly kind: 'choices';
      readonly of: readonly string[];
      readonly default: readonly string[];
      readonly meaning: string;
    };

export type OptionShapes = Readonly<Record<string, OptionShape>>;

type OptionValue<S extends OptionShape> = S extends { kind: 'number' }
  ? number
  : S extends { kind: 'switch' }
    ? boolean
    : S extends { kind: 'text' }
      ? string
      : S extends { kind: 'choice'; of: readonly (infer T)[] }
        ? T
        : S extends { kind: 'choices'; of: readonly (infer T)[] }
          ? readonly T[]
          : readonly string[];

export type OptionValues<S extends OptionShapes> = { readonly [K in keyof S]: OptionValue<S[K]> };

export type OptionsRead =
  | { readonly values: Readonly<Record<string, unknown>> }
  /** Sentences without a full stop. */
  | { readonly faults: readonly string[] };

/** Fills in defaults; a value that does not fit, or an option that the clause does not have, is a fault. */
export function readOptions(shapes: OptionShapes, given: unknown): OptionsRead {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { faults: ['options are not a map'] };
  const faults: string[] = [];
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(shapes, key)) continue;
    const meant = nearest(key, Object.keys(shapes));
    faults.push(`there is no option ${key}${meant === undefined ? '' : `; did you mean ${meant}`}`);
  }
  const values: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(shapes)) {
    const value = Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined;
    if (value === undefined) values[key] = shape.default;
    else if (fits(shape, value)) values[key] = value;
    else faults.push(`option ${key} must be ${wanted(shape)}`);
  }
  return faults.length > 0 ? { faults } : { values };
}

function fits(shape: OptionShape, value: unknown): boolean {
  if (shape.kind === 'number') return typeof value === 'number' && Number.isFinite(value) && value >= shape.least;
  if (shape.kind === 'switch') return typeof value === 'boolean';
  if (shape.kind === 'text') return typeof value === 'string';
  if (shape.kind === 'choice') return shape.of.includes(value as string);
  if (!Array.isArray(value)) return false;
  return value.every((item) => (shape.kind === 'choices' ? shape.of.includes(item) : typeof item === 'string'));
}

/** What a value must be, as a phrase. */
function wanted(shape: OptionShape): string {
  if (shape.kind === 'number') return `a number from ${shape.least}`;
  if (shape.kind === 'switch') return 'true or false';
  if (shape.kind === 'text') return 'a text';
  if (shape.kind === 'choice') return `one of ${shape.of.join(', ')}`;
  return shape.kind === 'choices' ? `a list of ${shape.of.join(', ')}` : 'a list of texts';
}
