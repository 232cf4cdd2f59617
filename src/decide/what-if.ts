import type { Facts } from '../model/decision.ts';
import type { ClauseUse, Policy } from '../model/policy.ts';
import { SAFEGUARD_KINDS, type Safeguard, type SafeguardKind } from '../model/safeguard.ts';
import { byPath, changedLines } from './authorship.ts';
import { gapsIn } from './completeness.ts';
import { makePolicy } from './default-policy.ts';
import { counted } from './sentence.ts';
import { newFindings } from './standing.ts';

/** A situation that a decision could be made about. */
export interface Situation {
  readonly facts: Facts;
  readonly policy: Policy;
}

/** Something that people could do, as one sentence, and what the situation would then be. */
export interface Move {
  readonly step: string;
  apply(situation: Situation): Situation;
}

/**
 * What could be done about a change, cheapest last: so that whoever leaves moves out one by one, from the front, keeps the
 * cheap ones. Never among them: a waiver, which is a decision and not a remedy, or having been written by somebody else.
 */
export function movesFor({ facts, policy }: Situation): readonly Move[] {
  return [
    ...approvalMoves(facts, policy),
    ...safeguardMoves(),
    ...findingMoves(facts),
    ...limitMoves(facts),
    ...recordMoves(facts, policy),
    ...completionMoves({ facts, policy }),
  ];
}

const onFacts = (step: string, change: (facts: Facts) => Facts): Move => ({
  step,
  apply: ({ facts, policy }) => ({ facts: change(facts), policy }),
});

function given(facts: Facts, kind: SafeguardKind, who: Safeguard['by']): Safeguard {
  const { sha } = facts.change.head;
  return { kind, covers: ['**'], by: who, at: facts.now, ...(sha === undefined ? {} : { head: sha }) };
}

const MOST_APPROVALS = 4;

/** One more person each; what the policy wants of reviewers comes with them and is named. */
function approvalMoves({ change }: Facts, { clauses }: Policy): readonly Move[] {
  const wanted = new Set(clauses.flatMap(({ id, options }) => (id === 'approvals' ? reviewerHas(options) : [])));
  const having = wanted.size === 0 ? '' : `, with a record of ${[...wanted].join(' and ')}`;
  const owner = clauses.some(({ id, options }) => id === 'approvals' && isAsked(options.codeOwners));
  const as = owner ? ', as a code owner' : '';
  const commit = change.head.kind === 'commit' ? '' : ' Commit it first: only a commit can be approved.';
  return Array.from({ length: MOST_APPROVALS }, (_, index) => {
    const who = { id: `reviewer-${MOST_APPROVALS - index}`, kind: 'person' } as const;
    return onFacts(
      `Have a person who did not write it approve exactly this commit${as}${having}.${commit}`,
      (facts) => {
        const sha = facts.change.head.sha ?? '0'.repeat(40);
        const committed = { ...facts.change, head: { ...facts.change.head, kind: 'commit', sha } as const };
        const added = (['review', ...wanted] as SafeguardKind[]).map((kind) =>
          owner && kind === 'review'
            ? { ...given({ ...facts, change: committed }, kind, who), owns: ['**'] }
            : given({ ...facts, change: committed }, kind, who),
        );
        return { ...facts, change: committed, safeguards: [...facts.safeguards, ...added] };
      },
    );
  });
}

const isAsked = (option: unknown): boolean => Array.isArray(option) && option.length > 0;

function reviewerHas(options: ClauseUse['options']): readonly string[] {
  return Array.isArray(options.reviewerHas) ? options.reviewerHas : [];
}

const STEPS: Readonly<Partial<Record<SafeguardKind, string>>> = {
  test: 'Run the tests on this commit, and record that they passed.',
  scan: 'Record a scan of this commit.',
  training: 'Record the training of its author.',
  comprehension: 'Have its author show that the change is understood.',
  authorship: 'Record who wrote it.',
  acknowledgement: 'Have the AI-use policy acknowledged.',
  'interactive-test': 'Try it out by hand, and record it.',
  'threat-model': 'Write or update the threat model.',
  'red-team': 'Have it attacked by a red team.',
};

function safeguardMoves(): readonly Move[] {
  return SAFEGUARD_KINDS.flatMap((kind) => {
    const step = STEPS[kind];
    if (step === undefined) return [];
    return [
      onFacts(step, (facts) => ({
        ...facts,
        safeguards: [...facts.safeguards, given(facts, kind, { id: 'step', kind: 'tool' })],
      })),
    ];
  });
}

function findingMoves(facts: Facts): readonly Move[] {
  return (['error', 'warning', 'note'] as const).flatMap((level) => {
    const open = newFindings(facts).filter(
      ({ finding, waiver }) => finding.level === level && waiver?.origin !== 'base',
    );
    if (open.length === 0) return [];
    const places = open.slice(0, 3).map(({ finding }) => `${finding.path}:${finding.region.startLine}`);
    const more = open.length > 3 ? ` and ${open.length - 3} more` : '';
    const gone = new Set(open.map(({ finding }) => finding));
    return [
      onFacts(`Fix ${counted(open.length, `new ${level}`)}: ${places.join(', ')}${more}.`, (now) => ({
        ...now,
        findings: now.findings.filter((finding) => !gone.has(finding)),
      })),
    ];
  });
}

/** A change in pieces: each has so few lines that no limit on their number is met. */
function limitMoves({ change }: Facts): readonly Move[] {
  const lines = change.files.flatMap(({ hunks }) => hunks).reduce((sum, { newLines }) => sum + newLines, 0);
  if (lines < 2) return [];
  return [
    onFacts('Split it into smaller changes.', (facts) => ({
      ...facts,
      change: {
        ...facts.change,
        files: facts.change.files.map((file) => ({
          ...file,
          // What only takes away stays as it is: that is judged apart.
          hunks: [
            ...file.hunks
              .filter(({ newLines }) => newLines > 0)
              .slice(0, 1)
              .map((hunk) => ({ ...hunk, newLines: 1 })),
            ...file.hunks.filter(({ newLines }) => newLines === 0),
          ],
        })),
      },
    })),
  ];
}

function recordMoves(facts: Facts, { clauses }: Policy): readonly Move[] {
  const moves: Move[] = [];
  const known = byPath(facts.attributions);
  const unknown = facts.change.files.filter((file) => changedLines(file, known.get(file.path) ?? []).unknown > 0);
  if (unknown.length > 0) {
    moves.push(
      onFacts('Record who wrote each line while it is written (countersign init sets that up).', (now) => ({
        ...now,
        // Whoever it turns out to be: the strictest case is that it was an assistant.
        attributions: now.change.files.flatMap(({ path, hunks }) =>
          hunks
            .filter(({ newLines }) => newLines > 0)
            .map(
              ({ newStart, newLines }) =>
                ({
                  path,
                  startLine: newStart,
                  endLine: newStart + newLines - 1,
                  contributor: 'ai',
                  basis: 'recorded',
                }) as const,
            ),
        ),
      })),
    );
  }
  const key = clauses.filter(({ id }) => id === 'declared-assistance').map(({ options }) => options.trailers);
  const trailer = Array.isArray(key[0]) ? String(key[0][0]) : 'Assisted-by';
  if (key.length > 0) {
    moves.push(
      onFacts(`Name the assistant in each commit that it helped with: ${trailer}: NAME.`, (now) => ({
        ...now,
        change: {
          ...now.change,
          commits: now.change.commits.map((commit) => ({
            ...commit,
            trailers: [...(commit.trailers ?? []), { key: trailer, value: 'NAME' }],
          })),
        },
      })),
    );
  }
  return moves;
}

function completionMoves({ facts, policy }: Situation): readonly Move[] {
  const moves: Move[] = [];
  const gaps = gapsIn(facts);
  if (gaps.length > 0) {
    const more = gaps.length === 1 ? '' : ` (and ${gaps.length - 1} more)`;
    moves.push(onFacts(`Let the analysis complete: ${gaps[0]!.replace(/\.$/, '')}${more}.`, completed));
  }
  const missing = facts.sources.filter(({ status }) => status === 'failed' || status === 'partial');
  if (missing.length > 0) {
    moves.push(
      onFacts(`Run it again when ${missing.map(({ name }) => name).join(' and ')} can be had.`, (now) => ({
        ...now,
        sources: now.sources.filter((source) => !missing.includes(source)),
      })),
    );
  }
  if (policy.fault !== undefined) {
    moves.push({
      step: `Repair the policy in the base: ${policy.fault.replace(/\.$/, '')}.`,
      apply: ({ facts: now, policy: { fault: _, digest: __, ...rest } }) => ({ facts: now, policy: makePolicy(rest) }),
    });
  }
  return moves;
}

/** As if every analyzer had read every file of the change. */
function completed(facts: Facts): Facts {
  const analyzers = facts.run.analyzers.length > 0 ? facts.run.analyzers : [{ analyzer: 'pattern', files: [] }];
  const paths = facts.change.files.filter(({ status }) => status !== 'deleted').map(({ path }) => path);
  return {
    ...facts,
    run: {
      ...facts.run,
      analyzers: analyzers.map(({ analyzer, files }) => {
        const known = new Map(files.map((file) => [file.path, file]));
        return {
          analyzer,
          status: 'complete',
          files: paths.map((path) => {
            const status =
              known.get(path)?.status === 'not-applicable' ? ('not-applicable' as const) : ('complete' as const);
            return { path, status, touchesChange: false };
          }),
        };
      }),
    },
  };
}
