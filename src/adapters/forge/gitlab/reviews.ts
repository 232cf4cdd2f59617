import type { Change } from '../../../model/change.ts';
import type { ForgeEvidence } from '../../../model/forge.ts';
import type { Safeguard } from '../../../model/safeguard.ts';
import { Authors } from '../identities.ts';
import type { Requester, Unanswered } from '../request.ts';
import { commitId, fields, list, text, time, whole } from '../shape.ts';
import type { GitlabPlace } from './place.ts';

const MOST_APPROVERS = 50;
const NAME = 'approvals on GitLab';
/** Accounts that belong to a token of a project or group. */
const TOKEN_ACCOUNT = /^(project|group)_\d+_bot/;

interface Version {
  readonly head: string;
  readonly at: string;
}

/**
 * Approvals of a merge request. GitLab keeps the time of an approval and not its commit, so it is one of the version that
 * was pushed last before it; without a time it is of no commit, and does not count. Whatever cannot be had means that
 * nothing is known.
 */
export async function gitlabReviews(
  api: Requester,
  { project, request }: GitlabPlace,
  change: Change,
  signal: AbortSignal,
): Promise<ForgeEvidence> {
  if (request === null) return none('skipped', 'this is no merge request');
  const root = `projects/${project}/merge_requests/${request}`;
  const about = await api.get(root, signal);
  if (!about.ok) return failed(about);
  const approved = await api.get(`${root}/approvals`, signal);
  if (!approved.ok) return failed(approved);
  const given = fields(approved.value).approved_by;
  if (!Array.isArray(given)) return none('failed', 'GitLab answered something unexpected');
  const pushed = await api.all(`${root}/versions?per_page=100`, signal);
  if (!pushed.ok) return failed(pushed);
  const notes = await api.all(`${root}/notes?per_page=100&sort=asc&order_by=created_at`, signal);
  if (!notes.ok) return failed(notes);

  const versions = pushed.items.flatMap(versionOf).sort((a, b) => (a.at < b.at ? -1 : 1));
  const times = approvalTimes(notes.items);
  const authors = new Authors(change);
  const anyone = change.commits[0]?.author.email;
  const opener = text(fields(fields(about.value).author).username);
  if (opener !== undefined && anyone !== undefined) authors.add(opener, anyone);

  const reasons: string[] = [];
  if (given.length > MOST_APPROVERS) reasons.push(`only ${MOST_APPROVERS} of ${given.length} approvals were read`);
  const safeguards: Safeguard[] = [];
  for (const entry of list(given).slice(0, MOST_APPROVERS)) {
    const { user, approved_at: at } = fields(entry);
    const account = text(fields(user).username);
    const id = whole(fields(user).id);
    if (account === undefined || id === undefined) return none('failed', 'GitLab answered something unexpected');
    const person = await api.get(`users/${id}`, signal);
    if (!person.ok) return failed(person);
    const { bot, public_email: address, name } = fields(person.value);
    const when = time(at) ?? times.get(account.toLowerCase());
    const head = when === undefined ? undefined : versions.findLast((version) => version.at <= when)?.head;
    if (head === undefined) reasons.push(`GitLab does not say which version ${account} approved`);
    const wrote = authors.of(account) ?? authoredBy(change, text(address), text(name) ?? text(fields(user).name));
    safeguards.push({
      kind: 'review',
      covers: ['**'],
      by: { id: wrote ?? account, kind: bot === true || TOKEN_ACCOUNT.test(account) ? 'agent' : 'person' },
      at: when ?? new Date(0).toISOString(),
      ...(head === undefined ? {} : { head }),
    });
  }
  if (reasons.length === 0) return { safeguards, source: { name: NAME, status: 'complete' } };
  return { safeguards, source: { name: NAME, status: 'partial', reason: `${reasons.join('; ')}.` } };
}

function none(status: 'skipped' | 'failed', reason: string): ForgeEvidence {
  return { safeguards: [], source: { name: NAME, status, reason: `${reason}.` } };
}

const failed = ({ reason }: Unanswered): ForgeEvidence => none('failed', reason);

function versionOf(value: unknown): Version[] {
  const { head_commit_sha: sha, created_at: at } = fields(value);
  const [head, when] = [commitId(sha), time(at)];
  return head === undefined || when === undefined ? [] : [{ head, at: when }];
}

/** When each account approved last and did not take it back, from the notes that GitLab itself writes. */
function approvalTimes(notes: readonly unknown[]): ReadonlyMap<string, string> {
  const times = new Map<string, string>();
  for (const note of notes) {
    const { system, body, created_at: at, author } = fields(note);
    const account = text(fields(author).username)?.toLowerCase();
    const when = time(at);
    if (system !== true || account === undefined || when === undefined) continue;
    if (body === 'approved this merge request') times.set(account, when);
    if (body === 'unapproved this merge request') times.delete(account);
  }
  return times;
}

/** GitLab links no account to an address that is not public: the same address, or else the same name, is an author. */
function authoredBy(change: Change, address: string | undefined, name: string | undefined): string | undefined {
  const people = change.commits.flatMap(({ author, committer }) => [author, committer]);
  const same = (a: string | undefined, b: string) =>
    a !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
  return people.find((person) => same(address, person.email) || same(name, person.name))?.email;
}
