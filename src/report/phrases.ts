import type { Attribution, Contributor } from '../model/attribution.ts';
import type { Change } from '../model/change.ts';
import type { Decision, Outcome, Reason } from '../model/decision.ts';
import type { Finding, Level } from '../model/finding.ts';
import { exitCodeOf, type FailOn } from './exit-code.ts';

export const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
export const CONTRIBUTORS: readonly Contributor[] = ['ai', 'mixed', 'human', 'unknown'];

export const CONTRIBUTOR_NAMES: Readonly<Record<Contributor, string>> = {
  ai: 'AI',
  mixed: 'AI and human',
  human: 'human',
  unknown: 'unknown',
};

/** `1 file`, `2 files`, `5,000 files`: figures are grouped the same way on every machine. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

export function figure(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Whole percent that never says 0% or 100% of something that is not. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  return `${Math.min(99, Math.max(1, Math.round((100 * part) / whole)))}%`;
}

/** `2 errors, 1 warning`; `no findings` when there are none. */
export function countLevels(findings: readonly Pick<Finding, 'level'>[]): string {
  const parts = LEVELS.map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, n]) => n > 0)
    .map(([level, n]) => count(n, level));
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** What was judged: `commit 1a2b3c4`, `work tree on 1a2b3c4`. */
export function headPhrase(change: Change, decision: Decision): string {
  const { kind, sha, digest } = change.head;
  if (kind === 'commit') return `commit ${short(sha ?? decision.head)}`;
  const content = digest === undefined ? '' : `, content ${short(digest)}`;
  if (kind === 'folder') return `folder${content}`;
  const name = kind === 'index' ? 'index' : 'work tree';
  return sha === undefined ? `${name}${content}` : `${name} on ${short(sha)}${content}`;
}

/** Which policy judged, and where it stood. */
export function policyPhrase(decision: Decision): string {
  const { origin, source, digest } = decision.policy;
  const from =
    origin === 'default'
      ? 'the default policy'
      : origin === 'worktree'
        ? `${source} (a preview from the work tree)`
        : source;
  return digest === '' ? from : `${from}, digest ${short(digest)}`;
}

export function verdictWord(decision: Decision): string {
  return decision.empty ? 'NOTHING TO JUDGE' : decision.outcome.toUpperCase();
}

export const OUTCOME_VERBS: Readonly<Record<Outcome, string>> = { block: 'blocks', review: 'review', ship: 'fine' };

const WEIGHT: Readonly<Record<Outcome, number>> = { block: 0, review: 1, ship: 2 };

/** Reasons with what decided first; else in the order of the policy. */
export function rankReasons(reasons: readonly Reason[]): readonly Reason[] {
  return [...reasons].sort((a, b) => WEIGHT[a.outcome] - WEIGHT[b.outcome]);
}

/** Who wrote the lines, and how we know: `AI (Claude Code, opus), recorded by hook`. */
export function authorPhrase(contributor: Contributor, evidence: Attribution | null): string {
  if (contributor === 'unknown') return 'unknown author, no evidence';
  const who = [evidence?.tool, evidence?.model].filter((part) => part !== undefined && part !== '').join(', ');
  const name = `${CONTRIBUTOR_NAMES[contributor]}${who === '' ? '' : ` (${who})`}`;
  if (!evidence || evidence.basis === 'none') return name;
  return `${name}, ${evidence.basis}${evidence.source === undefined ? '' : ` by ${evidence.source}`}`;
}

/** What the exit code means and what to do now, one or two sentences. */
export function nextStep(decision: Decision, failOn: FailOn = 'review'): string {
  const code = exitCodeOf(decision, failOn);
  if (decision.empty) return `Exit ${code}: the change is empty, there was nothing to judge.`;
  if (decision.outcome === 'ship') return `Exit ${code}: fit to ship under this policy.`;
  if (decision.outcome === 'review') {
    return `Exit ${code}: somebody should look at the reasons above before this ships.`;
  }
  return `Exit ${code}: this must not ship as it is. Fix what blocks, then check again.`;
}

/** The first 12 characters of a digest or commit id; a name stays whole. */
export function short(id: string): string {
  const bare = id.startsWith('sha256:') ? id.slice(7) : id;
  return /^[0-9a-f]{16,}$/.test(bare) ? bare.slice(0, 12) : id;
}
