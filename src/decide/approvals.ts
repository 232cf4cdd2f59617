import { compileGlobs, type GlobMatcher } from '../lib/glob.ts';
import type { Facts } from '../model/decision.ts';
import type { Safeguard, SafeguardKind } from '../model/safeguard.ts';

/** Why an approval of a file does not count, for people. */
export interface Approvals {
  /** Persons whose approval of this path counts, each once. */
  of(path: string): readonly string[];
  /** Those of them who are code owners of the path. */
  byOwners(path: string): readonly string[];
  /** A sentence for each review that does not count. */
  readonly ignored: readonly string[];
}

/**
 * Reviews that count: by a person, who wrote none of it, of exactly this commit, and who has what the policy wants of a
 * reviewer. A review of an earlier push says nothing of what came since; one by an agent is a tool's opinion.
 */
export function readApprovals(facts: Facts, reviewerHas: readonly SafeguardKind[] = []): Approvals {
  const { change, actor, safeguards } = facts;
  const head = change.head.kind === 'commit' ? change.head.sha : undefined;
  const authors = new Set(
    [actor.id, ...change.commits.flatMap(({ author, committer }) => [author.email, committer.email])].map(identity),
  );
  const ignored: string[] = [];
  const counted: { who: string; globs: GlobMatcher; owns: GlobMatcher | null }[] = [];
  for (const review of safeguards) {
    if (review.kind !== 'review') continue;
    const fault = faultOf(review, head, authors, safeguards, reviewerHas);
    const { owns = [] } = review;
    if (fault === null) {
      counted.push({
        who: review.by.id,
        globs: compileGlobs(review.covers),
        owns: owns.length === 0 ? null : compileGlobs(owns),
      });
    }
    if (fault !== null) ignored.push(`The review by ${review.by.id || 'nobody'} does not count: ${fault}.`);
  }
  const once = (given: readonly { readonly who: string }[]): readonly string[] => [
    ...new Map(given.map(({ who }) => [identity(who), who])).values(),
  ];
  const covering = (path: string) => counted.filter(({ globs }) => globs.test(path));
  return {
    ignored,
    of: (path) => once(covering(path)),
    byOwners: (path) => once(covering(path).filter(({ owns }) => owns?.test(path) === true)),
  };
}

function faultOf(
  { by, head: given }: Safeguard,
  head: string | undefined,
  authors: ReadonlySet<string>,
  safeguards: readonly Safeguard[],
  reviewerHas: readonly SafeguardKind[],
): string | null {
  if (by.kind !== 'person') return `it was not given by a person`;
  if (by.id.trim() === '') return 'it does not say by whom';
  if (authors.has(identity(by.id))) return 'it was given by an author of the change';
  if (head === undefined) return 'what is judged is not a commit';
  if (given !== head)
    return given === undefined ? 'it does not say for which commit' : 'it was given for another commit';
  const missing = reviewerHas.find(
    (kind) => !safeguards.some((one) => one.kind === kind && identity(one.by.id) === identity(by.id)),
  );
  return missing === undefined ? null : `there is no record of ${missing} for this person`;
}

/** Accounts and addresses are compared without case; `name+tag@host` is left as it is. */
function identity(id: string): string {
  return id.trim().toLowerCase();
}
