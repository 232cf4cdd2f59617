import { compileGlobs } from '../lib/glob.ts';
import { fitsName } from './name-glob.ts';
import type { Upstream } from './route.ts';
import { CLASSES, classOf, type DataClass, higher, type Sort } from './sort.ts';

/** What becomes of a request, from least to most. */
export type Action = 'allow' | 'redact' | 'ask' | 'block';

/** Who sends, as the gateway knows it by a token or a certificate; never by what a body says. */
export interface Caller {
  /** `anonymous` where nothing proves who it is. */
  readonly person: string;
  readonly team?: string;
  readonly by: 'token' | 'certificate' | 'nothing';
}

export const ANONYMOUS: Caller = { person: 'anonymous', by: 'nothing' };

/** The first rule that fits a request decides; a list that is absent fits everything. */
interface AccessRule {
  /** `person:ann`, `team:payments`, `anonymous`. */
  readonly who?: readonly string[] | undefined;
  readonly providers?: readonly string[] | undefined;
  /** Globs of model names. */
  readonly models?: readonly string[] | undefined;
  readonly classes?: readonly DataClass[] | undefined;
  readonly action: Action;
  readonly because?: string | undefined;
}

/** What a provider must have promised before data of these classes goes there. */
interface Requirement {
  readonly classes: readonly DataClass[];
  /** True: it must not train on what it gets. */
  readonly noTraining?: boolean | undefined;
  /** It must forget within so many days. */
  readonly retentionDays?: number | undefined;
}

/** What a provider has promised, as the team wrote it down; absent is unknown, and unknown is no promise. */
export interface Promised {
  readonly training?: boolean | undefined;
  readonly retentionDays?: number | undefined;
}

export interface AccessPolicy {
  /** What to do with each sort that is looked for. */
  readonly detect: Readonly<Partial<Record<Sort, Action>>>;
  /** What to do with recognised confidential code. */
  readonly code: Action;
  /** What to do with bytes that no detector can read. */
  readonly unscanned: 'allow' | 'ask' | 'block';
  readonly rules: readonly AccessRule[];
  /** Where no rule fits: as `detect` says, or never. */
  readonly otherwise: 'detect' | 'block';
  readonly requirements: readonly Requirement[];
  /** By upstream name. */
  readonly promised: Readonly<Record<string, Promised>>;
  /** Class of texts that name paths like these; the last that fits decides. */
  readonly labels: readonly { readonly paths: readonly string[]; readonly class: DataClass }[];
}

/** Without any configuration: secrets and personal data with check digits are hidden, all else passes. */
export const DEFAULT_POLICY: AccessPolicy = {
  detect: { secret: 'redact', card: 'redact', iban: 'redact', 'national-number': 'redact' },
  code: 'block',
  unscanned: 'allow',
  rules: [],
  otherwise: 'detect',
  requirements: [],
  promised: {},
  labels: [],
};

export interface RequestFacts {
  readonly caller: Caller;
  readonly upstream: Pick<Upstream, 'name'>;
  readonly model: string;
  readonly sorts: readonly Sort[];
  /** The most sensitive that path labels say. */
  readonly labelled: DataClass;
  /** Sources of confidential code that was recognised. */
  readonly code: readonly string[];
  readonly unscanned: readonly string[];
}

export interface Verdict {
  readonly action: Action;
  /** One sentence for the person; empty where nothing is held against the request. */
  readonly because: string;
  /** The most sensitive that the request carries as it came. */
  readonly dataClass: DataClass;
}

/** Judges a request that was looked at in full. */
export function judge(facts: RequestFacts, policy: AccessPolicy): Verdict {
  const byCode: DataClass = facts.code.length > 0 ? 'confidential' : 'public';
  const kept = higher(facts.labelled, byCode);
  const dataClass = facts.sorts.reduce((most, sort) => higher(most, classOf(sort)), kept);
  const verdict = (action: Action, because: string): Verdict => ({ action, because, dataClass });
  const rule = policy.rules.find((one) => fits(one, facts, dataClass));
  const chosen =
    rule === undefined ? bySorts(facts, policy) : { action: rule.action, because: becauseOf(rule, facts, dataClass) };
  if (chosen.action === 'block') return verdict('block', chosen.because);
  // What is hidden does not reach the provider; what remains must be covered by its promises.
  const sent = chosen.action === 'redact' ? kept : dataClass;
  const missing = missingPromise(facts.upstream.name, sent, policy);
  if (missing !== null) return verdict('block', missing);
  if (facts.unscanned.length > 0 && policy.unscanned !== 'allow') {
    const what = [...new Set(facts.unscanned)].join(', ');
    if (policy.unscanned === 'block' || chosen.action === 'ask') {
      return verdict(
        policy.unscanned,
        `It has parts that cannot be scanned (${what}), and policy does not let those pass.`,
      );
    }
    return verdict('ask', `It has parts that cannot be scanned (${what}).`);
  }
  return verdict(chosen.action, chosen.because);
}

function fits(rule: AccessRule, { caller, upstream, model }: RequestFacts, dataClass: DataClass): boolean {
  const names = [
    `person:${caller.person}`,
    caller.person === 'anonymous' ? 'anonymous' : '',
    `team:${caller.team ?? ''}`,
  ];
  return (
    (rule.who === undefined || rule.who.some((one) => one === '*' || names.includes(one))) &&
    (rule.providers === undefined || rule.providers.includes(upstream.name)) &&
    (rule.models === undefined || rule.models.some((one) => fitsName(one, model))) &&
    (rule.classes === undefined || rule.classes.includes(dataClass))
  );
}

function becauseOf(rule: AccessRule, { caller, upstream, model }: RequestFacts, dataClass: DataClass): string {
  if (rule.because !== undefined) return /[.!?]$/.test(rule.because) ? rule.because : `${rule.because}.`;
  if (rule.action === 'allow') return '';
  const named = model === '' ? upstream.name : `${model} at ${upstream.name}`;
  return `${caller.person === 'anonymous' ? 'A caller who is not known' : caller.person} sends ${dataClass} data to ${named}: policy says ${rule.action}.`;
}

/** The strictest of what policy says about each sort that was found. */
function bySorts({ sorts, code }: RequestFacts, policy: AccessPolicy): { action: Action; because: string } {
  if (policy.otherwise === 'block') return { action: 'block', because: 'No rule of the policy allows this request.' };
  if (code.length > 0 && policy.code !== 'allow') {
    const from = [...new Set(code)].join(', ');
    if (policy.code !== 'redact')
      return { action: policy.code, because: `It contains confidential code (from ${from}).` };
  }
  const found = [...new Set(sorts)];
  for (const action of ['block', 'ask', 'redact'] as const) {
    const these = found.filter((sort) => policy.detect[sort] === action);
    if (these.length > 0) return { action, because: `It contains what must not go out as it is: ${these.join(', ')}.` };
  }
  return { action: 'allow', because: '' };
}

function missingPromise(upstream: string, sent: DataClass, { requirements, promised }: AccessPolicy): string | null {
  const given = Object.hasOwn(promised, upstream) ? promised[upstream]! : {};
  for (const { classes, noTraining, retentionDays } of requirements) {
    if (!classes.includes(sent)) continue;
    if (noTraining === true && given.training !== false) {
      return `${sent} data may only go to providers that do not train on it; of ${upstream} that is not known.`;
    }
    if (retentionDays !== undefined && (given.retentionDays === undefined || given.retentionDays > retentionDays)) {
      return `${sent} data may only go to providers that forget it within ${retentionDays} days; ${upstream} is not known to.`;
    }
  }
  return null;
}

/** Says how sensitive a text is by the paths in it. */
export function pathLabels(labels: AccessPolicy['labels']): (text: string) => DataClass {
  if (labels.length === 0) return () => 'public';
  const matchers = labels.map(({ paths, class: dataClass }) => ({ dataClass, matcher: compileGlobs(paths) }));
  return (text) => {
    let most: DataClass = 'public';
    const seen = new Set<string>();
    for (const [path] of text.matchAll(PATH)) {
      if (seen.has(path) || seen.size > 2_000) continue;
      seen.add(path);
      const found = labelOf(path.replaceAll('\\', '/'), matchers);
      if (found !== undefined) most = higher(most, found);
      if (most === CLASSES.at(-1)) break;
    }
    return most;
  };
}

/** Bounded: a text of one long word must not cost its square. */
const PATH = /[\w.@~+-]{0,100}(?:[/\\][\w.@~+-]{1,100}){1,30}|[\w@+-]{1,100}\.[A-Za-z][A-Za-z0-9]{0,9}\b/g;

/** Where a repository begins in a path is not known: each of its ends is tried, the longest first. */
function labelOf(
  path: string,
  matchers: readonly { dataClass: DataClass; matcher: { test(path: string): boolean } }[],
): DataClass | undefined {
  for (const { dataClass, matcher } of [...matchers].reverse()) {
    for (let from = 0; from >= 0; ) {
      const end = path.slice(from).replace(/^[/~]+/, '');
      if (end !== '' && matcher.test(end)) return dataClass;
      const slash = path.indexOf('/', from);
      from = slash < 0 ? -1 : slash + 1;
    }
  }
  return undefined;
}
