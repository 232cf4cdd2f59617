import type { ClauseUse, TierRule } from '../model/policy.ts';
import { DEFAULT_CLAUSES, DEFAULT_TIERS } from './default-policy.ts';

/** Tiers and clauses to start from; a policy that extends a pack adds to it and changes options. */
export interface Pack {
  readonly title: string;
  readonly tiers: readonly TierRule[];
  readonly clauses: readonly ClauseUse[];
}

const tiers = DEFAULT_TIERS;

/** The default clauses with other options for some and more at the end. */
function clauses(options: Readonly<Record<string, ClauseUse['options']>>): readonly ClauseUse[] {
  const known = new Set(DEFAULT_CLAUSES.map(({ id }) => id));
  const added = Object.entries(options).filter(([id]) => !known.has(id));
  return [
    ...DEFAULT_CLAUSES.map((use) => ({ id: use.id, options: { ...use.options, ...options[use.id] } })),
    ...added.map(([id, given]) => ({ id, options: given })),
  ];
}

const STRICT = {
  'new-findings': { warning: 'block', humanWarning: 'review' },
  'unread-files': { contained: 'code', standard: 'anything' },
  'known-authors': { grade: 'declared', tiers: ['critical', 'standard'] },
  approvals: { standard: 1, critical: 2 },
  'ai-limits': { lines: 400, criticalShare: 50 },
} as const;

/** By name, as `extends` in a policy file gives it. */
export const packs: ReadonlyMap<string, Pack> = new Map<string, Pack>([
  [
    'starter',
    { title: 'The built-in policy: errors block, doubts about AI lines ask', tiers, clauses: DEFAULT_CLAUSES },
  ],
  ['strict', { title: 'A second person for everything that an assistant wrote', tiers, clauses: clauses(STRICT) }],
  [
    'regulated',
    {
      title: 'Recorded authorship, approved assistants, trained reviewers and tests, for those who will be audited',
      tiers,
      clauses: clauses({
        ...STRICT,
        'known-authors': { grade: 'declared', tiers: ['critical', 'standard', 'contained'] },
        approvals: { standard: 1, critical: 2, reviewerHas: ['training'] },
        'required-safeguards': { standard: ['review', 'test'], critical: ['review', 'test', 'scan', 'comprehension'] },
        // Nothing is approved until the team says so.
        'approved-assistants': { tools: [], otherwise: 'block' },
      }),
    },
  ],
  [
    'linux',
    {
      title: 'Assistants are named by Assisted-by and never sign off; a person answers for each patch',
      tiers,
      clauses: clauses({ 'declared-assistance': { trailers: ['Assisted-by'] } }),
    },
  ],
  [
    'llvm',
    {
      title: 'A person reads all that an assistant wrote, in pieces small enough to be read, and the commit says so',
      tiers,
      clauses: clauses({
        'declared-assistance': { trailers: ['Assisted-by', 'Generated-by'] },
        approvals: { standard: 1, critical: 1 },
        'ai-limits': { lines: 400, criticalShare: 100 },
      }),
    },
  ],
  ['no-ai', { title: 'Nothing by an assistant goes in', tiers, clauses: clauses({ 'no-ai': { unknown: 'review' } }) }],
  ['none', { title: 'Nothing: every tier and clause is written out', tiers: [], clauses: [] }],
]);
