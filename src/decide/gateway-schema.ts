import * as z from 'zod/mini';

const words = z.string().check(z.minLength(1), z.maxLength(1_000));
const list = z.array(words).check(z.minLength(1), z.maxLength(1_000));
const count = z.number().check(z.gte(0));

/** A copy that says what it is for: several keys share one shape. */
function described<T extends z.core.$ZodType>(schema: T, description: string): T {
  const own = z.core.clone(schema, schema._zod.def);
  z.globalRegistry.add(own, { description });
  return own;
}

const ACTIONS = ['allow', 'redact', 'ask', 'block'] as const;
const dataClass = z.enum(['public', 'internal', 'confidential', 'secret']);
const action = z.enum(ACTIONS);

const upstream = z.strictObject({
  url: described(words, 'Where the provider is, as an https or http address.'),
  api: z.optional(
    described(z.enum(['anthropic', 'openai', 'gemini']), 'Whose API it speaks. Default: by its name, else openai.'),
  ),
  training: z.optional(
    described(z.boolean(), 'Whether it trains on what it gets, by your contract. Not said is not known.'),
  ),
  retentionDays: z.optional(described(count, 'After how many days it forgets what it got, by your contract.')),
});

const detect = z.strictObject({
  secret: z.optional(described(action, 'Keys, tokens and passwords. Default: redact.')),
  card: z.optional(described(action, 'Payment card numbers with their check digit. Default: redact.')),
  iban: z.optional(described(action, 'Bank accounts with their check digits. Default: redact.')),
  'national-number': z.optional(described(action, 'Identity numbers with check digits. Default: redact.')),
  email: z.optional(described(action, 'E-mail addresses. Not looked for unless named.')),
  phone: z.optional(described(action, 'Telephone numbers in international form. Not looked for unless named.')),
  ip: z.optional(described(action, 'IP addresses that are not private. Not looked for unless named.')),
  mac: z.optional(described(action, 'Hardware addresses. Not looked for unless named.')),
  name: z.optional(described(action, 'The names of the list. Default: redact.')),
});

const rule = z.strictObject({
  who: z.optional(described(list, 'person:ID, team:NAME or anonymous; everybody where absent.')),
  providers: z.optional(described(list, 'Names of upstreams.')),
  models: z.optional(described(list, 'Names of models; * stands for anything.')),
  classes: z.optional(z.array(dataClass).check(z.minLength(1))),
  action,
  because: z.optional(described(words, 'Shown to the person.')),
});

const person = z.strictObject({
  id: words,
  team: z.optional(words),
  tokens: z.optional(described(list, 'SHA-256 of gateway tokens, as sha256: and 64 hex digits.')),
  certificates: z.optional(described(list, 'Common names or SHA-256 fingerprints of client certificates.')),
});

const budget = z.strictObject({
  each: described(z.enum(['person', 'team']), 'One sum for each person or each team.'),
  name: z.optional(described(words, 'Only this one.')),
  per: z.enum(['day', 'week', 'month']),
  tokens: z.optional(count),
  money: z.optional(described(count, 'In the currency of the prices.')),
});

const price = z.strictObject({
  models: list,
  input: described(count, 'For a million tokens.'),
  output: described(count, 'For a million tokens.'),
});

const parts = {
  listen: z.strictObject({
    host: z.optional(described(words, 'Default: 127.0.0.1.')),
    port: z.optional(z.number().check(z.int(), z.gte(0), z.lte(65_535))),
    certificate: z.optional(described(words, 'PEM file; the gateway then speaks TLS.')),
    key: z.optional(words),
    clientAuthority: z.optional(described(words, 'PEM file of the authority whose client certificates are believed.')),
  }),
  detect,
  rule,
  person,
  budget,
  price,
  upstream,
  requirement: z.strictObject({
    classes: z.array(dataClass).check(z.minLength(1)),
    noTraining: z.optional(z.boolean()),
    retentionDays: z.optional(count),
  }),
  label: z.strictObject({ paths: list, class: dataClass }),
  code: z.strictObject({
    folders: described(list, 'Repositories or folders whose code is confidential.'),
    public: z.optional(described(list, 'Folders of code that everybody has: what is there, too, is not confidential.')),
    action: z.optional(action),
  }),
  restore: z.strictObject({
    tools: described(list, 'Tools in whose arguments values come back, beyond edits and reading.'),
  }),
  limits: z.strictObject({
    bodyMegabytes: z.optional(z.number().check(z.gte(1), z.lte(1_024))),
    memoryMegabytes: z.optional(z.number().check(z.gte(1))),
    idleSeconds: z.optional(z.number().check(z.gte(1))),
    scanSeconds: z.optional(z.number().check(z.gte(1))),
  }),
} as const;

/** The part of the policy file that the gateway reads. */
export const gatewaySchema = z.strictObject({
  listen: z.optional(parts.listen),
  upstreams: z.optional(
    described(z.record(words, z.union([words, parts.upstream])), 'Providers by name: an address, or a map.'),
  ),
  detect: z.optional(
    described(z.union([z.literal('off'), detect]), 'What to look for, and what to do with it; off looks at nothing.'),
  ),
  names: z.optional(
    described(z.array(words).check(z.maxLength(5_000)), 'Names of people, customers or projects that must not go out.'),
  ),
  unscanned: z.optional(
    described(z.enum(['allow', 'ask', 'block']), 'Pictures, files and encrypted parts. Default: allow.'),
  ),
  labels: z.optional(
    described(z.array(parts.label), 'How sensitive a text is that names such a path; the last that fits decides.'),
  ),
  people: z.optional(z.array(person)),
  rules: z.optional(described(z.array(rule), 'The first that fits decides.')),
  otherwise: z.optional(described(z.enum(['detect', 'block']), 'Where no rule fits. Default: detect.')),
  requirements: z.optional(described(z.array(parts.requirement), 'What providers must have promised.')),
  budgets: z.optional(z.array(budget)),
  prices: z.optional(z.array(price)),
  restore: z.optional(parts.restore),
  code: z.optional(parts.code),
  record: z.optional(described(words, 'File of the record. Default: in your state folder.')),
  limits: z.optional(parts.limits),
});

/** The keys that may stand at a place below `gateway`, for faults that say what was meant. */
export function gatewayKeysAt([section, ...rest]: readonly PropertyKey[]): readonly string[] {
  if (section === undefined) return Object.keys(gatewaySchema.shape);
  const isMember = rest.length > 0;
  const shapes: Readonly<Record<string, { readonly shape: object } | undefined>> = {
    listen: parts.listen,
    detect,
    restore: parts.restore,
    code: parts.code,
    limits: parts.limits,
    ...(isMember && {
      upstreams: upstream,
      labels: parts.label,
      people: person,
      rules: rule,
      requirements: parts.requirement,
      budgets: budget,
      prices: price,
    }),
  };
  const key = String(section);
  return Object.hasOwn(shapes, key) ? Object.keys(shapes[key]!.shape) : [];
}
