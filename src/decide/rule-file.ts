import * as z from 'zod/mini';
import { type Language, PARSED_LANGUAGES } from '../model/language.ts';
import type { UserRules } from '../model/user-rule.ts';
import { type PolicyFault, parsePolicyText } from './policy-text.ts';

const text = z.string().check(z.minLength(1), z.maxLength(2000));
const texts = z.union([text, z.array(text).check(z.maxLength(100))]);
const language = z.enum(PARSED_LANGUAGES);
const paths = z.record(text, z.array(text));

const rule = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)),
  title: text,
  level: z.enum(['error', 'warning', 'note']),
  why: text,
  fix: text,
  cwe: z.optional(z.array(z.int().check(z.positive()))),
  languages: z.array(language).check(z.minLength(1)),
  paths: z.optional(z.array(text)),
  inTests: z.optional(z.boolean()),
  pattern: texts,
  except: z.optional(texts),
  inside: z.optional(texts),
  notInside: z.optional(texts),
  where: z.optional(z.record(z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)), text)),
  bad: z.array(text).check(z.minLength(1)),
  good: z.array(text).check(z.minLength(1)),
});

const model = z.strictObject({
  package: text,
  languages: z.array(language).check(z.minLength(1)),
  sources: z.optional(paths),
  sinks: z.optional(paths),
  sanitizers: z.optional(paths),
});

const file = z.strictObject({
  version: z.literal(1),
  rules: z.optional(z.array(rule).check(z.maxLength(500))),
  models: z.optional(z.array(model).check(z.maxLength(200))),
});

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Reads a file of a team's own rules; what is wrong with it comes back as faults with line and column. */
export function readRuleFile(source: string): UserRules | { readonly faults: readonly PolicyFault[] } {
  const read = parsePolicyText(source);
  if ('faults' in read) return read;
  const parsed = file.safeParse(read.value);
  if (!parsed.success) return { faults: parsed.error.issues.map((found) => faultOf(found, read)) };
  const { rules = [], models = [] } = parsed.data;
  return {
    rules: rules.map(({ pattern, except, inside, notInside, paths: globs, ...rest }) => ({
      ...rest,
      cwe: rest.cwe ?? [],
      languages: dialects(rest.languages),
      ...(globs === undefined ? {} : { paths: globs }),
      inTests: rest.inTests ?? false,
      patterns: listOf(pattern),
      except: listOf(except),
      inside: listOf(inside),
      notInside: listOf(notInside),
      where: rest.where ?? {},
    })),
    models: models.map(({ sources = {}, sinks = {}, sanitizers = {}, ...rest }) => ({
      ...rest,
      languages: dialects(rest.languages),
      sources,
      sinks,
      sanitizers,
    })),
  };
}

/** What speaks of TypeScript speaks of TSX too. */
function dialects(languages: readonly Language[]): readonly Language[] {
  return languages.includes('typescript') && !languages.includes('tsx') ? [...languages, 'tsx'] : languages;
}

type Located = Extract<ReturnType<typeof parsePolicyText>, { value: unknown }>;

function faultOf(found: z.core.$ZodIssue, { locate }: Located): PolicyFault {
  const at = found.path.map(String).join('.');
  if (found.code === 'unrecognized_keys') {
    const key = found.keys[0]!;
    return { ...locate(found.path, key), message: `${at === '' ? '' : `${at}: `}there is no key ${key}.` };
  }
  const wanted =
    found.code === 'invalid_value'
      ? `must be one of ${found.values.map(String).join(', ')}`
      : found.code === 'invalid_type'
        ? `must be ${found.expected === 'array' ? 'a list' : `a ${found.expected}`}`
        : at.endsWith('id')
          ? 'must look like team/rule-name'
          : 'is not valid here';
  return { ...locate(found.path), message: `${at || 'The file'} ${wanted}.` };
}
