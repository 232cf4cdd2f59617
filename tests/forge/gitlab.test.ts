import { describe, expect, test } from 'vitest';
import { openGitlab } from '../../src/adapters/forge/gitlab/gitlab.ts';
import type { Change } from '../../src/model/change.ts';
import type { Publication } from '../../src/model/forge.ts';
import { type Answer, type Asked, type ForgeServer, forgeServer, page } from './server.ts';

const TOKEN = ['glpat', 'notARealToken0123'].join('-');
const HEAD = '1'.repeat(40);
const OLD = '2'.repeat(40);
const ada = { name: 'Ada Byron', email: 'ada@example.com' };
const change: Change = {
  repo: 'shop',
  base: '3'.repeat(40),
  head: { kind: 'commit', sha: HEAD },
  commits: [{ sha: HEAD, author: ada, committer: ada, at: '2030-01-01T00:00:00Z' }],
  files: [],
};
const { signal } = new AbortController();

interface Account {
  readonly id: number;
  readonly username: string;
  readonly name?: string;
  readonly bot?: boolean;
  readonly public_email?: string;
}

interface State {
  readonly opener?: string;
  readonly approved?: readonly { readonly user: Account; readonly approved_at?: string }[];
  readonly notes?: Record<string, unknown>[];
}

const OWN = 99;

/** GitLab as far as it is asked here; the head was pushed at noon, the version before it in the morning. */
async function gitlabStub(state: State): Promise<ForgeServer & { notes: Record<string, unknown>[] }> {
  const notes = state.notes ?? [];
  const statuses: unknown[] = [];
  let url = '';
  const server = await forgeServer((asked: Asked): Answer | undefined => {
    const { method, path, body, headers } = asked;
    if (headers['private-token'] !== TOKEN) return { status: 401, body: { message: '401 Unauthorized' } };
    const root = 'projects/5/merge_requests/7';
    if (path === 'user') return { body: { id: OWN } };
    if (path === root) return { body: { iid: 7, author: { username: state.opener ?? 'opener' } } };
    if (path === `${root}/approvals`) return { body: { approved_by: state.approved ?? [] } };
    if (path === `${root}/versions`) {
      const versions = [
        { head_commit_sha: HEAD, created_at: '2030-01-01T12:00:00Z' },
        { head_commit_sha: OLD, created_at: '2030-01-01T08:00:00Z' },
      ];
      return page(versions, asked, url);
    }
    const id = Number(/^users\/(\d+)$/.exec(path)?.[1]);
    const known = state.approved?.find(({ user }) => user.id === id);
    if (known !== undefined) return { body: known.user };
    if (path === `${root}/notes` && method === 'GET') return page(notes, asked, url);
    if (path.startsWith(`${root}/notes`)) {
      if (String(body.body).length > 1_000_000) return { status: 400, body: { message: 'note is too long' } };
      const standing = notes.find((note) => `${root}/notes/${note.id}` === path);
      if (method === 'PUT' && standing !== undefined) standing.body = body.body;
      else notes.push({ id: 1000 + notes.length, body: body.body, author: { id: OWN }, system: false });
      return { status: 201, body: {} };
    }
    if (path === `projects/5/statuses/${HEAD}`) {
      statuses.push(body);
      return { status: 201, body: {} };
    }
    return undefined;
  });
  url = server.url;
  return { ...server, notes };
}

function open(stub: ForgeServer, more: Record<string, string | undefined> = {}) {
  const env = {
    CI_API_V4_URL: stub.url,
    CI_PROJECT_ID: '5',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: '3'.repeat(40),
    CI_COMMIT_SHA: HEAD,
    COUNTERSIGN_GITLAB_TOKEN: TOKEN,
    ...more,
  };
  return openGitlab(env, { wait: async () => undefined });
}

const approval = (username: string, id: number, at?: string, more: Partial<Account> = {}) => ({
  user: { id, username, ...more },
  ...(at === undefined ? {} : { approved_at: at }),
});

const note = (username: string, body: string, at: string) => ({
  id: 1,
  system: true,
  body,
  created_at: at,
  author: { id: 1, username },
});

describe('approvals on GitLab', () => {
  test('are of the version that was pushed last before them', async () => {
    const stub = await gitlabStub({
      approved: [
        approval('grace', 1, '2030-01-01T13:00:00Z'),
        approval('early', 2, '2030-01-01T09:00:00Z'),
        approval('noted', 3),
      ],
      notes: [
        note('noted', 'approved this merge request', '2030-01-01T09:00:00Z'),
        note('noted', 'unapproved this merge request', '2030-01-01T10:00:00Z'),
        note('noted', 'approved this merge request', '2030-01-01T14:00:00Z'),
      ],
    });
    const { safeguards, source } = await open(stub).reviews(change, signal);
    expect(source.status).toBe('complete');
    expect(safeguards.map(({ by, head }) => [by.id, by.kind, head])).toEqual([
      ['grace', 'person', HEAD],
      ['early', 'person', OLD],
      ['noted', 'person', HEAD],
    ]);
  });

  test('whose time nobody knows are of no commit; a person who writes such a note gives no time', async () => {
    const stub = await gitlabStub({
      approved: [approval('grace', 1)],
      notes: [{ ...note('grace', 'approved this merge request', '2030-01-01T13:00:00Z'), system: false }],
    });
    const { safeguards, source } = await open(stub).reviews(change, signal);
    expect(safeguards[0]).not.toHaveProperty('head');
    expect(source).toMatchObject({ status: 'partial' });
  });

  test('by an author or by a token’s account are seen to be that', async () => {
    const at = '2030-01-01T13:00:00Z';
    const stub = await gitlabStub({
      opener: 'opener',
      approved: [
        approval('opener', 1, at),
        approval('a1', 2, at, { public_email: 'ADA@example.com' }),
        approval('a2', 3, at, { name: 'Ada Byron' }),
        approval('project_5_bot_x', 4, at),
        approval('helper', 5, at, { bot: true }),
      ],
    });
    const { safeguards } = await open(stub).reviews(change, signal);
    expect(safeguards.map(({ by }) => [by.id, by.kind])).toEqual([
      ['ada@example.com', 'person'],
      ['ada@example.com', 'person'],
      ['ada@example.com', 'person'],
      ['project_5_bot_x', 'agent'],
      ['helper', 'agent'],
    ]);
  });

  test.each(['approvals', 'versions', 'notes', 'users/1'])('are unknown where %s cannot be had', async (what) => {
    const stub = await gitlabStub({ approved: [approval('grace', 1, '2030-01-01T13:00:00Z')] });
    stub.instead(({ path }) => path.endsWith(what), { status: 403, body: { message: '403 Forbidden' } });
    expect(await open(stub).reviews(change, signal)).toMatchObject({ safeguards: [], source: { status: 'failed' } });
  });

  test('cannot be asked for without a token, which is no "none"', async () => {
    const stub = await gitlabStub({});
    const { source } = await open(stub, { COUNTERSIGN_GITLAB_TOKEN: undefined }).reviews(change, signal);
    expect(source.status).toBe('failed');
    expect(stub.asked).toEqual([]);
  });
});

test('the verdict is one note, brought up to date, and a status', async () => {
  const stranger = { id: 4, system: false, body: '<!-- countersign -->\nAll is well', author: { id: 3 } };
  const stub = await gitlabStub({ notes: [stranger] });
  const show = (comment: string) => {
    const publication: Publication = {
      outcome: 'review',
      empty: false,
      head: HEAD,
      title: 'x'.repeat(400),
      comment,
      annotations: [],
      sarif: '',
    };
    return open(stub).publish(publication, new Set(['check', 'comment', 'sarif']), signal);
  };
  const first = await show('<!-- countersign -->\none');
  expect(first.done).toEqual(['a status', 'a note']);
  expect(first.failed).toHaveLength(1);
  expect((await show('<!-- countersign -->\ntwo')).done).toEqual(['a status', 'its note, brought up to date']);
  expect(stub.notes.map(({ body }) => body)).toEqual([
    '<!-- countersign -->\nAll is well',
    '<!-- countersign -->\ntwo',
  ]);
  expect(stub.asked.find(({ path }) => path.includes('/statuses/'))?.body).toMatchObject({ state: 'success' });
});

test('outside of a job one sentence says so', () => {
  expect(() => openGitlab({})).toThrow('CI_API_V4_URL is not set: --forge gitlab is for a CI job of that forge.');
});

test('jobs that the command line named are tests where they passed on this commit', async () => {
  const stub = await gitlabStub({});
  const job = (name: string, status: string, id: string) => ({
    name,
    status,
    commit: { id },
    finished_at: '2030-01-01T00:00:00Z',
  });
  const jobs = [job('unit', 'success', HEAD), job('old', 'success', OLD), job('slow', 'running', HEAD)];
  stub.instead(({ path }) => path === 'projects/5/pipelines/8/jobs', { body: jobs });
  const forge = openGitlab(
    {
      CI_API_V4_URL: stub.url,
      CI_PROJECT_ID: '5',
      CI_PIPELINE_ID: '8',
      COUNTERSIGN_GITLAB_TOKEN: TOKEN,
    },
    { tests: ['unit', 'old', 'slow'] },
  );
  expect(await forge.tests(change, signal)).toMatchObject({
    safeguards: [{ kind: 'test', by: { id: 'gitlab-ci/unit' }, head: HEAD }],
    source: { status: 'partial', reason: 'there is no "old" for this commit; "slow" has not finished.' },
  });
});
