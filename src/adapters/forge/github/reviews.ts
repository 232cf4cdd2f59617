import type { Change } from '../../../model/change.ts';
import type { ForgeEvidence } from '../../../model/forge.ts';
import type { Safeguard } from '../../../model/safeguard.ts';
import { Authors } from '../identities.ts';
import type { Requester, Unanswered } from '../request.ts';
import { commitId, type Fields, fields, text, time, whole } from '../shape.ts';
import { githubOwners } from './owners.ts';
import type { GithubPlace } from './place.ts';

/** GitHub lists no more commits of a pull request than these. */
const MOST_COMMITS = 250;
const MOST_APPROVERS = 50;
const NAME = 'reviews on GitHub';

interface Review {
  readonly login: string;
  readonly kind: Safeguard['by']['kind'];
  readonly state: string;
  readonly commit: string | undefined;
  readonly at: string;
}

/**
 * Approvals of a pull request. Each is by the account, at the commit it was given for; an account that wrote a part of the
 * change goes by its address in git, so that it is seen to be an author. Whatever cannot be had means that nothing is known.
 */
export async function githubReviews(
  api: Requester,
  { repository, pull, queued }: GithubPlace,
  change: Change,
  signal: AbortSignal,
): Promise<ForgeEvidence> {
  if (pull === null) return none('skipped', 'this is no pull request');
  const root = `repos/${repository}/pulls/${pull}`;
  const about = await api.get(root, signal);
  if (!about.ok) return failed(about);
  const current = commitId(fields(fields(about.value).head).sha);
  const commits = whole(fields(about.value).commits);
  if (current === undefined || commits === undefined) return none('failed', 'GitHub answered something unexpected');
  const listed = await api.all(`${root}/commits?per_page=100`, signal);
  if (!listed.ok) return failed(listed);
  const given = await api.all(`${root}/reviews?per_page=100`, signal);
  if (!given.ok) return failed(given);
  const reviews = given.items.map(reviewOf);
  if (reviews.includes(null)) return none('failed', 'GitHub answered with a review that is not one');
  const standing = latest(reviews.filter((review) => review !== null));
  const authors = authorsOf(change, listed.items, text(fields(fields(about.value).user).login));

  const notes = standing
    .filter(({ state }) => state === 'CHANGES_REQUESTED')
    .map(({ login }) => `${login} asks for changes`);
  if (commits > MOST_COMMITS) notes.push(`GitHub names the authors of ${MOST_COMMITS} of ${commits} commits only`);
  const approvals = standing.filter(({ state }) => state === 'APPROVED');
  if (approvals.length > MOST_APPROVERS)
    notes.push(`only ${MOST_APPROVERS} of ${approvals.length} approvals were read`);
  const covers = queued ? await filesOf(api, root, signal) : ['**'];
  if (!Array.isArray(covers)) return failed(covers as Unanswered);

  const people = approvals.some(({ kind }) => kind === 'person');
  const owners = people && change.base !== null ? await githubOwners(api, repository, change.base, signal) : null;
  if (owners !== null && 'ok' in owners) notes.push(`CODEOWNERS could not be read: ${owners.reason}`);
  const safeguards: Safeguard[] = [];
  for (const { login, kind, commit, at } of approvals.slice(0, MOST_APPROVERS)) {
    if (kind === 'person') {
      const may = await mayWrite(api, repository, login, signal);
      if (may === null) {
        notes.push(`GitHub does not say whether ${login} may write here, so the approval does not count`);
        continue;
      }
      if (!may) continue;
    }
    // What the queue judges was made from the head of the pull request: an approval of that head is one of it.
    const head = queued && commit === current ? change.head.sha : commit;
    const owns = kind === 'person' && owners !== null && 'of' in owners ? await owners.of(login, signal) : [];
    safeguards.push({
      kind: 'review',
      covers,
      by: { id: authors.of(login) ?? login, kind },
      at,
      ...(head === undefined ? {} : { head }),
      ...(owns.length === 0 ? {} : { owns }),
    });
  }
  if (notes.length === 0) return { safeguards, source: { name: NAME, status: 'complete' } };
  return { safeguards, source: { name: NAME, status: 'partial', reason: `${notes.join('; ')}.` } };
}

function none(status: 'skipped' | 'failed', reason: string): ForgeEvidence {
  return { safeguards: [], source: { name: NAME, status, reason: `${reason}.` } };
}

const failed = ({ reason }: Unanswered): ForgeEvidence => none('failed', reason);

/** Null for what is no review. An account that is gone is nobody: `tool` keeps it from counting as a person. */
function reviewOf(value: unknown): Review | null {
  const review = fields(value);
  const state = text(review.state);
  // A review that is being written has no time yet, and is shown to its author only.
  if (state === 'PENDING') return { login: '', kind: 'tool', state, commit: undefined, at: '' };
  const at = time(review.submitted_at);
  if (state === undefined || at === undefined || (review.user !== null && typeof review.user !== 'object')) return null;
  const { login, type } = fields(review.user);
  const name = text(login) ?? 'ghost';
  return { login: name, kind: kindOf(name, type), state, commit: commitId(review.commit_id), at };
}

function kindOf(login: string, type: unknown): Review['kind'] {
  if (type === 'User' && !/\[bot\]$/i.test(login)) return 'person';
  return type === 'Bot' || /\[bot\]$/i.test(login) ? 'agent' : 'tool';
}

/** The word of each account that stands: a comment takes nothing back, a dismissal does. */
function latest(reviews: readonly Review[]): readonly Review[] {
  const byLogin = new Map<string, Review>();
  for (const review of [...reviews].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state)) {
      byLogin.set(review.login.toLowerCase(), review);
    }
  }
  return [...byLogin.values()];
}

function authorsOf(change: Change, commits: readonly unknown[], opener: string | undefined): Authors {
  const authors = new Authors(change);
  const anyone = change.commits[0]?.author.email;
  if (opener !== undefined && anyone !== undefined) authors.add(opener, anyone);
  for (const entry of commits) {
    const { commit, author, committer } = fields(entry);
    const sides: readonly (readonly [unknown, Fields])[] = [
      [author, fields(fields(commit).author)],
      [committer, fields(fields(commit).committer)],
    ];
    for (const [account, { email }] of sides) {
      const login = text(fields(account).login);
      const address = text(email);
      if (login !== undefined && address !== undefined) authors.add(login, address);
    }
  }
  return authors;
}

/** Whether an account may write to the repository; null where GitHub does not tell. Anyone may approve, few decide. */
async function mayWrite(
  api: Requester,
  repository: string,
  login: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const reply = await api.get(`repos/${repository}/collaborators/${encodeURIComponent(login)}/permission`, signal);
  if (!reply.ok) return reply.status === 404 ? false : null;
  const permission = text(fields(reply.value).permission);
  return permission === undefined ? null : permission === 'admin' || permission === 'write';
}

/** Paths of the pull request as globs that match nothing else: a queue judges several pull requests at once. */
async function filesOf(api: Requester, root: string, signal: AbortSignal): Promise<string[] | Unanswered> {
  const files = await api.all(`${root}/files?per_page=100`, signal);
  if (!files.ok) return files;
  return files.items.flatMap((file) => {
    const { filename, previous_filename: previous } = fields(file);
    return [text(filename), text(previous)].filter((path) => path !== undefined).map(literalGlob);
  });
}

function literalGlob(path: string): string {
  return `/${path.replace(/[\\*?[\]{}!()]/g, '\\$&')}`;
}
