import { compileGlobs } from '../lib/glob.ts';
import type { Facts } from '../model/decision.ts';
import { SAFEGUARD_KINDS, type Safeguard, type SafeguardKind } from '../model/safeguard.ts';
import { readApprovals } from './approvals.ts';

/** What a policy may ask for; a waiver is not a safeguard that anybody should need. */
export const REQUIRABLE = SAFEGUARD_KINDS.filter((kind) => kind !== 'waiver');

/** Whether a path has a safeguard of some kind, for what is judged now. */
export type HasSafeguard = (kind: SafeguardKind, path: string) => boolean;

/**
 * A safeguard that names a commit counts for that commit only; one that names none (training, an acknowledgement) stands
 * for the person who gave it. A review counts only where it is independent.
 */
export function readSafeguards(facts: Facts): HasSafeguard {
  const { head } = facts.change;
  const approvals = readApprovals(facts);
  const standing = facts.safeguards
    .filter(
      (one) =>
        one.kind !== 'review' && one.kind !== 'waiver' && isFor(one, head.kind === 'commit' ? head.sha : undefined),
    )
    .map(({ kind, covers }) => ({ kind, globs: compileGlobs(covers) }));
  return (kind, path) =>
    kind === 'review'
      ? approvals.of(path).length > 0
      : standing.some((one) => one.kind === kind && one.globs.test(path));
}

/** What was done to code holds for that code; what a person has learned holds for longer. */
function isFor({ kind, head: given }: Safeguard, head: string | undefined): boolean {
  if (kind === 'training' || kind === 'acknowledgement') return true;
  return given !== undefined && given === head;
}
