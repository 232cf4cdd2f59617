import { canonicalJson } from '../lib/canonical-json.ts';
import { compileGlobs } from '../lib/glob.ts';
import { nearest } from '../lib/nearest.ts';
import type { Finding, Level } from '../model/finding.ts';
import type { ClauseUse, Policy } from '../model/policy.ts';
import type { Waiver } from '../model/safeguard.ts';
import { unbendingClauses } from './clauses/index.ts';
import { defaultPolicy, makePolicy } from './default-policy.ts';
import { packs } from './packs.ts';
import type { PolicyFileContent } from './policy-schema.ts';
import type { PolicyFault, PolicyText } from './policy-text.ts';

/** What a team wrote down, ready to be used. */
export interface TeamPolicy {
  readonly policy: Policy;
  readonly waivers: readonly Waiver[];
  /** Levels by rule id or glob of ids, in the order of the file: see `withLevels`. */
  readonly rules: Readonly<Record<string, Level | 'off'>>;
  /** Path of the file of findings that were there. */
  readonly baseline?: string;
  /** Where the team keeps who was trained and who acknowledged what. */
  readonly people?: PeopleFiles;
  /** Paths of files with rules of the team's own. */
  readonly ruleFiles?: readonly string[];
  /** Empty when the file could be used; else the default policy judges, and its `fault` says the first of these. */
  readonly faults: readonly PolicyFault[];
}

/** Paths in the repository, read from the base. */
interface PeopleFiles {
  readonly training?: string;
  /** Days that training counts for where its record does not say. */
  readonly trainingDays?: number;
  readonly acknowledgements?: string;
  readonly documents?: readonly string[];
}

export interface PolicyPlace {
  readonly origin: 'base' | 'worktree';
  /** For the report and for faults: `countersign.yaml at 1a2b3c4`. */
  readonly source: string;
  /** Ids of the rules that exist; a setting for any other is a fault. Not checked where absent. */
  readonly ruleIds?: readonly string[];
}

/**
 * Reads the policy file (YAML text, `null` where there is none, or why it could not be had). Never throws: a file that cannot be used gives the
 * default policy with its `fault` set, which ships nothing, and all faults with line, column and the nearest right word.
 */
export async function readPolicy(
  text: string | { readonly unread: string } | null,
  place: PolicyPlace,
): Promise<TeamPolicy> {
  if (text === null) return { policy: defaultPolicy(), waivers: [], rules: {}, faults: [] };
  const read = typeof text === 'string' ? await readFile(text, place) : unreadable(text.unread);
  if ('faults' in read) return broken(read.faults, place.source);
  const { content } = read;
  const pack = packs.get(content.extends ?? 'starter')!;
  const tiers = [...(content.tiers ?? []).map(({ tier, paths }) => ({ tier, paths })), ...pack.tiers];
  const clauses = mergeClauses(pack.clauses, content.clauses ?? {});
  return {
    policy: makePolicy({ origin: place.origin, source: place.source, tiers, clauses }),
    waivers: waiversOf(content, 'base'),
    rules: content.rules ?? {},
    ...(content.baseline === undefined ? {} : { baseline: content.baseline }),
    ...(content.people === undefined ? {} : { people: content.people as PeopleFiles }),
    ...(content.ruleFiles === undefined ? {} : { ruleFiles: content.ruleFiles }),
    faults: [],
  };
}

/** What judges where the team's own policy cannot. */
export function broken(faults: readonly PolicyFault[], source: string): TeamPolicy {
  const { line, column, message } = faults[0]!;
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  const policy = defaultPolicy(`${source}, line ${line}, column ${column}: ${message.replace(/\.$/, '')}${more}`);
  return { policy, waivers: [], rules: {}, faults };
}

/**
 * Waivers that a change brings: those in the policy file at head that were not, word for word, in the one at base. A file
 * that cannot be read brings none.
 */
export async function arrivingWaivers(base: string | null, head: string | null): Promise<readonly Waiver[]> {
  const [before, after] = [await looseWaivers(base), await looseWaivers(head)];
  const known = new Set(before.map((waiver) => canonicalJson({ ...waiver, origin: 'change' })));
  return after.filter((waiver) => !known.has(canonicalJson(waiver)));
}

async function looseWaivers(text: string | null): Promise<readonly Waiver[]> {
  if (text === null) return [];
  const read = await readFile(text, { source: '' });
  return 'faults' in read ? [] : waiversOf(read.content, 'change');
}

/** The level that settings give a rule instead of its own; `off` means that it does not run. The last key that matches decides. */
function levelsBy(settings: TeamPolicy['rules']): (ruleId: string, level: Level) => Level | 'off' {
  const keys = Object.keys(settings);
  // Ids are matched whole: only a key without a slash would float.
  const globs = compileGlobs(keys.map((key) => (key.includes('/') && !key.startsWith('/') ? `/${key}` : key)));
  return (ruleId, level) => {
    const decidedBy = globs.indexOf(ruleId);
    return decidedBy < 0 ? level : settings[keys[decidedBy]!]!;
  };
}

/** Findings with the levels that the team gave their rules; those of a rule that is off are left out. */
export function withLevels(findings: readonly Finding[], settings: TeamPolicy['rules']): readonly Finding[] {
  if (Object.keys(settings).length === 0) return findings;
  const levelOf = levelsBy(settings);
  return findings.flatMap((finding) => {
    const level = levelOf(finding.ruleId, finding.level);
    return level === 'off' ? [] : [{ ...finding, level }];
  });
}

type Setting = 'off' | Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];

/** The pack's clauses with the team's options over the pack's; a list in place of options asks the clause once for each. */
function mergeClauses(
  pack: readonly ClauseUse[],
  clauses: NonNullable<PolicyFileContent['clauses']>,
): readonly ClauseUse[] {
  const settings = new Map(Object.entries(clauses as Readonly<Record<string, Setting>>));
  const kept = pack.filter(({ id }) => !Array.isArray(settings.get(id)) && settings.get(id) !== 'off');
  const merged = kept.map(({ id, options }): ClauseUse => {
    const own = settings.get(id);
    return { id, options: typeof own === 'object' ? { ...options, ...own } : options };
  });
  const names = new Set(merged.map(({ id }) => id));
  const added = [...settings].flatMap(([id, setting]) => {
    if (setting === 'off' || names.has(id)) return [];
    return (Array.isArray(setting) ? setting : [setting]).map((options) => ({ id, options }) as ClauseUse);
  });
  return [...merged, ...added];
}

function waiversOf({ waivers = [] }: PolicyFileContent, origin: Waiver['origin']): Waiver[] {
  return waivers.map(({ covers, owner = '', reason = '', expires = '' }) => ({
    kind: 'waiver',
    covers: typeof covers === 'string' ? [covers] : covers,
    by: { id: owner, kind: 'person' },
    at: '',
    owner,
    reason,
    expires,
    origin,
  }));
}

function unreadable(reason: string): FileRead {
  return {
    faults: [{ line: 1, column: 1, message: `The file could not be read: ${reason.trim().replace(/\.$/, '')}.` }],
  };
}

type FileRead = { readonly content: PolicyFileContent } | { readonly faults: readonly PolicyFault[] };

async function readFile(text: string, { ruleIds }: Pick<PolicyPlace, 'source' | 'ruleIds'>): Promise<FileRead> {
  const { parsePolicyText } = await import('./policy-text.ts');
  const parsed = parsePolicyText(text);
  if ('faults' in parsed) return parsed;
  const [{ checkText, inOrder }, { policyFileSchema, policyWords }] = await Promise.all([
    import('./policy-fault.ts'),
    import('./policy-schema.ts'),
  ]);
  const checked = checkText(parsed, policyFileSchema, policyWords);
  if ('faults' in checked) return checked;
  const faults = [
    ...unbent(checked.content, parsed),
    ...unknownRules(checked.content, parsed, ruleIds),
    ...(await badExpressions(checked.content, parsed)),
  ];
  return faults.length > 0 ? { faults: inOrder(faults) } : checked;
}

function unbent({ clauses = {} }: PolicyFileContent, { locate }: PolicyText): readonly PolicyFault[] {
  return unbendingClauses
    .filter(({ id }) => (clauses as Record<string, unknown>)[id] === 'off')
    .map(({ id }) => ({ ...locate(['clauses', id]), message: `The clause ${id} cannot be switched off.` }));
}

/** An expression that can never be true would be found out only when it judges: said with its place instead. */
async function badExpressions(
  { clauses = {} }: PolicyFileContent,
  { locate }: PolicyText,
): Promise<readonly PolicyFault[]> {
  const setting = (clauses as Record<string, Setting>).expression;
  if (setting === undefined || setting === 'off') return [];
  const { compileExpression } = await import('./expression.ts');
  return [setting].flat().flatMap((options, index) => {
    const { require } = options as { require?: unknown };
    const path = Array.isArray(setting) ? ['clauses', 'expression', index] : ['clauses', 'expression'];
    if (typeof require !== 'string') return [{ ...locate(path), message: 'The clause expression needs require.' }];
    const compiled = compileExpression(require);
    if (!('fault' in compiled)) return [];
    return [{ ...locate([...path, 'require']), message: `The expression cannot be used: ${compiled.fault}.` }];
  });
}

function unknownRules(
  { rules = {}, ruleFiles = [] }: PolicyFileContent,
  { locate }: PolicyText,
  ruleIds: readonly string[] | undefined,
): readonly PolicyFault[] {
  // Rules of the team's own have ids too, and their files are read later.
  if (ruleIds === undefined || ruleFiles.length > 0) return [];
  return Object.keys(rules).flatMap((key) => {
    const level = levelsBy({ [key]: 'off' });
    if (ruleIds.some((id) => level(id, 'note') === 'off')) return [];
    const meant = nearest(key, ruleIds);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return [{ ...locate(['rules'], key), message: `There is no rule ${key}.${hint}` }];
  });
}
