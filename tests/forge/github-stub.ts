import { gunzipSync } from 'node:zlib';
import { type Answer, type Asked, type ForgeServer, forgeServer, page } from './server.ts';

/** Of a token: kept in parts so that it does not look like one. */
export const TOKEN = ['ghs', 'notARealToken0123456789'].join('_');

interface GithubState {
  /** The head of the pull request. */
  head: string;
  readonly opener?: string;
  readonly commits?: readonly unknown[];
  readonly commitCount?: number;
  readonly reviews?: readonly unknown[];
  readonly files?: readonly unknown[];
  /** Permission by login; who is not named has none. */
  readonly permissions?: Readonly<Record<string, string>>;
  /** The file at the base. */
  readonly codeOwners?: string;
  /** Members by `organisation/team`; a team that is not named may not be looked into. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
  /** Check runs of the head. */
  readonly checkRuns?: readonly { readonly name: string }[];
  /** What the token may write. */
  readonly writes?: ReadonlySet<'checks' | 'statuses' | 'comments' | 'sarif'>;
  /** Comments that are there already. */
  readonly comments?: { id: number; body: string; user: { login: string } }[];
}

export interface GithubStub extends ForgeServer {
  readonly comments: { id: number; body: string; user: { login: string } }[];
  readonly checks: Record<string, unknown>[];
  readonly annotations: unknown[];
  readonly statuses: Record<string, unknown>[];
  readonly sarif: string[];
}

const REFUSED: Answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
const invalid = (message: string): Answer => ({ status: 422, body: { message: `Validation Failed: ${message}` } });

/** GitHub as far as it is asked here, with the limits that its documentation names. */
export async function githubStub(state: GithubState): Promise<GithubStub> {
  const kept = {
    comments: state.comments ?? [],
    checks: [] as Record<string, unknown>[],
    annotations: [] as unknown[],
    statuses: [] as Record<string, unknown>[],
    sarif: [] as string[],
  };
  const may = state.writes ?? new Set(['checks', 'statuses', 'comments', 'sarif']);
  let url = '';

  function outputFault(output: Record<string, unknown>): Answer | undefined {
    const { title, summary, annotations } = output;
    if (typeof title !== 'string' || typeof summary !== 'string') return invalid('title and summary are required');
    if (summary.length > 65_535) return invalid('summary is too long');
    if (!Array.isArray(annotations)) return undefined;
    if (annotations.length > 50) return invalid('no more than 50 annotations');
    for (const annotation of annotations as Record<string, unknown>[]) {
      if (!['notice', 'warning', 'failure'].includes(String(annotation.annotation_level))) return invalid('level');
      if (typeof annotation.path !== 'string' || Number(annotation.start_line) < 1) return invalid('place');
      if (String(annotation.title ?? '').length > 255) return invalid('title of an annotation');
    }
    kept.annotations.push(...(annotations as unknown[]));
    return undefined;
  }

  const server = await forgeServer((asked: Asked): Answer | undefined => {
    const { method, path, body, headers } = asked;
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Bad credentials' } };
    const at = path.replace(/^repos\/acme\/shop\//, '');
    const get = method === 'GET';
    if (get && path === 'user') return REFUSED;
    if (get && at === 'pulls/7') {
      const user = { login: state.opener ?? 'opener' };
      const count = state.commitCount ?? state.commits?.length ?? 1;
      return { body: { number: 7, user, head: { sha: state.head }, commits: count } };
    }
    if (get && at === 'pulls/7/commits') return page(state.commits ?? [], asked, url);
    if (get && at === 'pulls/7/reviews') return page(state.reviews ?? [], asked, url);
    if (get && at === 'pulls/7/files') return page(state.files ?? [], asked, url);
    const login = /^collaborators\/([^/]+)\/permission$/.exec(at)?.[1];
    if (get && login !== undefined) {
      const permission = state.permissions?.[decodeURIComponent(login)];
      return permission === undefined ? undefined : { body: { permission } };
    }
    if (get && at === 'contents/CODEOWNERS' && state.codeOwners !== undefined) {
      const content = Buffer.from(state.codeOwners).toString('base64').replace(/.{60}/g, '$&\n');
      return { body: { encoding: 'base64', content } };
    }
    if (get && at === `commits/${state.head}/check-runs`) {
      const runs = (state.checkRuns ?? []).filter(({ name }) => name === asked.query.get('check_name'));
      return { body: { total_count: runs.length, check_runs: runs } };
    }
    const member = /^orgs\/([^/]+)\/teams\/([^/]+)\/memberships\/([^/]+)$/.exec(path);
    if (get && member !== null) {
      const team = state.teams?.[`${member[1]}/${member[2]}`];
      if (team === undefined) return { status: 403, body: { message: 'Must have admin rights' } };
      return team.includes(member[3]!) ? { body: { state: 'active' } } : undefined;
    }
    if (at === 'issues/7/comments' && get) return page(kept.comments, asked, url);
    if (at.startsWith('issues/') && !get) {
      if (!may.has('comments')) return REFUSED;
      if (typeof body.body !== 'string' || body.body.length > 65_536) return invalid('body is too long');
      const id = Number(/^issues\/comments\/(\d+)$/.exec(at)?.[1]);
      const standing = kept.comments.find((comment) => comment.id === id);
      if (method === 'PATCH' && standing !== undefined) standing.body = body.body;
      else
        kept.comments.push({
          id: 1000 + kept.comments.length,
          body: body.body,
          user: { login: 'github-actions[bot]' },
        });
      return { status: method === 'POST' ? 201 : 200, body: {} };
    }
    if (at === 'check-runs' && method === 'POST') {
      if (!may.has('checks')) return { status: 403, body: { message: 'You must authenticate via a GitHub App.' } };
      const fault = outputFault(body.output as Record<string, unknown>);
      if (fault !== undefined) return fault;
      kept.checks.push(body);
      return { status: 201, body: { id: kept.checks.length } };
    }
    if (/^check-runs\/\d+$/.test(at) && method === 'PATCH') {
      return outputFault(body.output as Record<string, unknown>) ?? { body: {} };
    }
    if (at.startsWith('statuses/') && method === 'POST') {
      if (!may.has('statuses')) return REFUSED;
      if (String(body.description).length > 140) return invalid('description is too long');
      kept.statuses.push({ ...body, sha: at.slice('statuses/'.length) });
      return { status: 201, body: {} };
    }
    if (at === 'code-scanning/sarifs' && method === 'POST') {
      if (!may.has('sarif')) return REFUSED;
      kept.sarif.push(gunzipSync(Buffer.from(String(body.sarif), 'base64')).toString('utf8'));
      return { status: 202, body: { id: 'x' } };
    }
    return undefined;
  });
  url = server.url;
  return { ...server, ...kept };
}

const MINUTE = 60_000;
let clock = Date.parse('2030-01-01T00:00:00Z');

/** A review as GitHub lists it, each a minute after the one before. */
export function review(login: string, state: string, commit: string | null, more: Record<string, unknown> = {}) {
  clock += MINUTE;
  const type = login.endsWith('[bot]') ? 'Bot' : 'User';
  return { user: { login, type }, state, commit_id: commit, submitted_at: new Date(clock).toISOString(), ...more };
}

/** A commit of a pull request as GitHub lists it. */
export function commitBy(login: string | null, email: string) {
  const user = login === null ? null : { login };
  const person = { name: 'N', email };
  return { sha: 'a'.repeat(40), commit: { author: person, committer: person }, author: user, committer: user };
}
