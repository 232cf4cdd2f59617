import * as z from 'zod/mini';
import { TIERS } from '../model/policy.ts';
import type { Clause } from './clause.ts';
import { allClauses } from './clauses/index.ts';
import { gatewayKeysAt, gatewaySchema } from './gateway-schema.ts';
import type { OptionShape, OptionShapes } from './options.ts';
import { packs } from './packs.ts';
import type { SchemaWords } from './policy-fault.ts';

const LONGEST = 1_000;

const words = z.string().check(z.minLength(1), z.maxLength(LONGEST));

/** A copy that says what it is for: several keys share one shape. */
function described<T extends z.core.$ZodType>(schema: T, description: string): T {
  const own = z.core.clone(schema, schema._zod.def);
  z.globalRegistry.add(own, { description });
  return own;
}

function optionSchema(shape: OptionShape): z.ZodMiniType {
  switch (shape.kind) {
    case 'number':
      return z.number().check(z.gte(shape.least));
    case 'switch':
      return z.boolean();
    case 'choice':
      return z.enum(shape.of);
    case 'choices':
      return z.array(z.enum(shape.of));
    case 'text':
      return z.string().check(z.maxLength(LONGEST));
    case 'texts':
      return z.array(words);
  }
}

function optionsSchema(shapes: OptionShapes): z.ZodMiniType {
  const options = Object.entries(shapes).map(([name, shape]) => {
    const meaning = `${shape.meaning} Default: ${JSON.stringify(shape.default)}.`;
    return [name, z.optional(described(optionSchema(shape), meaning))];
  });
  return z.strictObject(Object.fromEntries(options));
}

function clauseSchema({ title, why, options }: Clause): z.ZodMiniType {
  const one = optionsSchema(options);
  return described(z.union([z.literal('off'), one, z.array(one).check(z.minLength(1))]), `${title}. ${why}`);
}

const tier = z.strictObject({
  tier: z.enum(TIERS),
  paths: described(
    z.array(words).check(z.minLength(1), z.maxLength(LONGEST)),
    'Globs as in CODEOWNERS; the last that matches decides, ! takes back, case does not count.',
  ),
  why: z.optional(described(z.string(), 'For people.')),
});

/** Members other than `covers` may be missing here: such a waiver is named and ignored, the policy still judges. */
const waiver = z.strictObject({
  covers: described(
    z.union([words, z.array(words).check(z.minLength(1))]),
    'A fingerprint, a rule, a glob of paths, or one of the first two "in GLOB"; ** is everything.',
  ),
  owner: z.optional(described(z.string(), 'Who answers for it. Without an owner the waiver does not count.')),
  reason: z.optional(described(z.string(), 'Why it may stay. Without a reason the waiver does not count.')),
  expires: z.optional(described(z.string(), 'Last day, such as 2030-01-31. Without an end the waiver does not count.')),
});

const people = z.strictObject({
  training: z.optional(
    described(
      words,
      'CSV with the columns person, about, at and expires, or xAPI statements (an array, or one a line).',
    ),
  ),
  trainingDays: z.optional(
    described(z.number().check(z.gte(1)), 'Days that training counts for where its record has no end. Default: 365.'),
  ),
  acknowledgements: z.optional(
    described(words, 'CSV with the columns person, about (path of the document), at and sha256 (of that version).'),
  ),
  documents: z.optional(
    described(
      z.array(words),
      'Documents, such as the policy for the use of AI; their present version must be acknowledged.',
    ),
  ),
});

/** The policy file as a schema: the check of a file, and the JSON Schema for editors. */
export const policyFileSchema = z.strictObject({
  version: described(z.literal(1), 'The version of this format.'),
  extends: z.optional(described(z.enum([...packs.keys()]), 'What to start from. Default: starter.')),
  tiers: z.optional(
    described(z.array(tier), 'Looked at before the tiers of the pack; the first that matches decides.'),
  ),
  clauses: z.optional(
    described(
      z.strictObject(Object.fromEntries(allClauses.map((clause) => [clause.id, z.optional(clauseSchema(clause))]))),
      'Options of clauses, by id; a list asks a clause several times; "off" leaves one of the pack out.',
    ),
  ),
  waivers: z.optional(described(z.array(waiver), 'Findings that may stay for a while.')),
  baseline: z.optional(
    described(
      words,
      'A JSON file of findings that are known and do not count: {"version": 1, "findings": [{"fingerprint", "path"}]}.',
    ),
  ),
  people: z.optional(
    described(
      people,
      'Who was trained and who acknowledged which document: files in the repository, read from the base of a change.',
    ),
  ),
  ruleFiles: z.optional(
    described(
      z.array(words).check(z.maxLength(50)),
      'Files with rules and models of your own; read from the base of a change.',
    ),
  ),
  rules: z.optional(
    described(
      z.record(words, z.enum(['off', 'error', 'warning', 'note'])),
      'Levels by rule id or glob of ids, such as "quality/*"; the last that matches decides.',
    ),
  ),
  gateway: z.optional(
    described(gatewaySchema, 'What the gateway between assistants and model providers lets through.'),
  ),
});

export type PolicyFileContent = z.infer<typeof policyFileSchema>;

/** For faults in a policy file. */
export const policyWords: SchemaWords = {
  keysAt(path) {
    const [section, member] = path.map(String);
    if (section === undefined) return Object.keys(policyFileSchema.shape);
    if (section === 'tiers') return Object.keys(tier.shape);
    if (section === 'waivers') return Object.keys(waiver.shape);
    if (section === 'people') return Object.keys(people.shape);
    if (section === 'gateway') return gatewayKeysAt(path.slice(1));
    if (section !== 'clauses') return [];
    if (member === undefined) return allClauses.map(({ id }) => id);
    return Object.keys(allClauses.find(({ id }) => id === member)?.options ?? {});
  },
  choiceAt([section, member]) {
    if (section === 'clauses') return 'off, a map of options or a list of them';
    if (section === 'gateway') return member === 'detect' ? 'off or a map' : 'an address or a map';
    return 'a text or a list of texts';
  },
};

/** For editors: `schemas/countersign.schema.json`. */
export function policyJsonSchema(): object {
  return {
    ...z.toJSONSchema(policyFileSchema, { io: 'input' }),
    title: 'countersign.yaml',
  };
}
