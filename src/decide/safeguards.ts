import { compileGlobs } from '../lib/glob.ts';
import type { Facts } from '../model/decision.ts';
import { SAFEGUARD_KINDS, type Safeguard, type SafeguardKind } from '../model/safeguard.ts';
import { readApprovals } from './approvals.ts';

/** What a policy may ask for; a waiver is not a safeguard that anybody should need. */
export const REQUIRABLE = SAFEGUARD_KINDS.filter((kind) => kind !== 'waiver');

/** Whether a path has a safeguard of some kind, for what is judged now. */
export type HasSafeguard = (kind: SafeguardKind, path: string) => boolean;

/**
 * A safeguard counts for the commit that it names; training and acknowledgements for the person, and every author of the
 * change must have them. A review counts only where it is independent.
 */
export function readSafeguards(facts: Facts): HasSafeguard {
  const { head } = facts.change;
  const approvals = readApprovals(facts);
  const commits = facts.change.commits.map(({ author }) => author.email);
  const authors = [...new Set(commits.length > 0 ? commits : [facts.actor.id])];
  const standing = facts.safeguards
    .filter(
      (one) =>
        one.kind !== 'review' && one.kind !== 'waiver' && isFor(one, head.kind === 'commit' ? head.sha : undefined),
    )
    .map(({ kind, covers }) => ({ kind, globs: compileGlobs(covers) }));
  return (kind, path) => {
    if (kind === 'review') return approvals.of(path).length > 0;
    // What a person has learned says nothing of the others who wrote the change.
    if (isOfPeople(kind)) return authors.every((author) => hasRecord(facts.safeguards, kind, author));
    return standing.some((one) => one.kind === kind && one.globs.test(path));
  };
}

/** What was done to code holds for that code. */
function isFor({ head: given }: Safeguard, head: string | undefined): boolean {
  return given !== undefined && given === head;
}

function isOfPeople(kind: SafeguardKind): boolean {
  return kind === 'training' || kind === 'acknowledgement';
}

function hasRecord(safeguards: readonly Safeguard[], kind: SafeguardKind, person: string): boolean {
  const wanted = person.trim().toLowerCase();
  return wanted !== '' && safeguards.some((one) => one.kind === kind && one.by.id.trim().toLowerCase() === wanted);
}
