import { POLICY_PATH } from '../lib/starter-policy.ts';
import { decodeText } from '../lib/text.ts';
import type { Change } from '../model/change.ts';
import type { Content, Repository } from '../model/ports.ts';
import type { Waiver } from '../model/safeguard.ts';
import type { UserModel, UserRule, UserRules } from '../model/user-rule.ts';
import { type KnownFindings, NOTHING_KNOWN, readKnownFindings } from './known-findings.ts';
import { arrivingWaivers, broken, type PolicyPlace, readPolicy, type TeamPolicy } from './policy.ts';
import type { PolicyFault } from './policy-text.ts';

export interface PolicyOfChange {
  readonly team: TeamPolicy;
  /** Findings that the team's baseline names: they do not count as new. */
  readonly known: KnownFindings;
  /** Rules and models of the team's own, from the base too. */
  readonly own: UserRules;
  /** Every waiver that has a say: those of the base, and those that arrive with the change (which only lower a block). */
  readonly waivers: readonly Waiver[];
  /** What is wrong with the policy file that the change brings: it would judge the next change. */
  readonly faultsAhead: readonly PolicyFault[];
}

/**
 * The policy that judges a change: the one in its base, never its own. Without a base (a first commit, a folder) there is
 * none that anybody agreed to, so the default judges. A file that cannot be read counts as a policy that cannot be used.
 */
export async function policyOfChange(
  repository: Pick<Repository, 'readAt' | 'read'>,
  change: Pick<Change, 'base' | 'files'>,
  ruleIds: readonly string[],
  signal: AbortSignal,
): Promise<PolicyOfChange> {
  const { base } = change;
  const before = base === null ? null : textOf(await repository.readAt(base, POLICY_PATH, signal));
  const place = placeAt(base, ruleIds);
  const read = await knownBy(await readPolicy(before, place), repository, base, place.source, signal);
  const { known } = read;
  const { team, own } = await ownRules(read.team, repository, base, place.source, signal);
  const changed = change.files.find(({ path }) => path === POLICY_PATH);
  if (changed?.blob === undefined || changed.blob === changed.previousBlob) {
    return { team, known, own, waivers: team.waivers, faultsAhead: [] };
  }
  const contents = await repository.read([{ path: POLICY_PATH, blob: changed.blob }], signal);
  const after = textOf(contents.get(changed.blob) ?? null);
  const arriving = await arrivingWaivers(
    typeof before === 'string' ? before : null,
    typeof after === 'string' ? after : null,
  );
  const ahead = await readPolicy(after, { ...place, source: POLICY_PATH });
  return { team, known, own, waivers: [...team.waivers, ...arriving], faultsAhead: ahead.faults };
}

/** The findings of the baseline that a policy names, in the same commit; without them the policy cannot be used. */
async function knownBy(
  team: TeamPolicy,
  repository: Pick<Repository, 'readAt'>,
  base: string | null,
  source: string,
  signal: AbortSignal,
): Promise<{ team: TeamPolicy; known: KnownFindings }> {
  if (team.baseline === undefined || base === null) return { team, known: NOTHING_KNOWN };
  const text = textOf(await repository.readAt(base, team.baseline, signal));
  const read =
    typeof text === 'string' ? readKnownFindings(text) : { fault: text === null ? 'it is not there' : text.unread };
  if (!('fault' in read)) return { team, known: read };
  const message = `The baseline ${team.baseline} cannot be used: ${read.fault.replace(/\.$/, '')}.`;
  return { team: broken([{ line: 1, column: 1, message }], source), known: NOTHING_KNOWN };
}

/** The rules of the files that a policy names, in the same commit; without one of them the policy cannot be used. */
async function ownRules(
  team: TeamPolicy,
  repository: Pick<Repository, 'readAt'>,
  base: string | null,
  source: string,
  signal: AbortSignal,
): Promise<{ team: TeamPolicy; own: UserRules }> {
  const own = { rules: [] as UserRule[], models: [] as UserModel[] };
  for (const path of team.ruleFiles ?? []) {
    const text = textOf(await repository.readAt(base, path, signal));
    const read =
      typeof text === 'string' ? await readRules(text) : { why: text === null ? 'it is not there' : text.unread };
    if ('why' in read) {
      const message = `The rule file ${path} cannot be used: ${read.why.replace(/\.$/, '')}.`;
      return { team: broken([{ line: 1, column: 1, message }], source), own: NO_RULES };
    }
    own.rules.push(...read.rules);
    own.models.push(...read.models);
  }
  return { team, own };
}

async function readRules(text: string): Promise<UserRules | { readonly why: string }> {
  const { readRuleFile } = await import('./rule-file.ts');
  const read = readRuleFile(text);
  if (!('faults' in read)) return read;
  const { line, column, message } = read.faults[0]!;
  return { why: `line ${line}, column ${column}: ${message}` };
}

const NO_RULES: UserRules = { rules: [], models: [] };

/** The policy as it stands in a commit, or (as a preview, which judges nothing by itself) in the work tree. */
export async function policyAt(
  repository: Pick<Repository, 'readAt'>,
  commit: string | null,
  ruleIds: readonly string[],
  signal: AbortSignal,
): Promise<TeamPolicy> {
  return readPolicy(textOf(await repository.readAt(commit, POLICY_PATH, signal)), placeAt(commit, ruleIds));
}

function placeAt(commit: string | null, ruleIds: readonly string[]): PolicyPlace {
  if (commit === null) return { origin: 'worktree', source: `${POLICY_PATH} in the work tree`, ruleIds };
  return { origin: 'base', source: `${POLICY_PATH} at ${commit.slice(0, 12)}`, ruleIds };
}

function textOf(content: Content | null): string | { readonly unread: string } | null {
  if (content === null || 'unread' in content) return content;
  const decoded = decodeText(content.bytes);
  if ('unread' in decoded) return decoded;
  return decoded.doubt === undefined ? decoded.text : { unread: decoded.doubt };
}
