import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGithub } from '../../src/adapters/forge/github/github.ts';
import type { Change } from '../../src/model/change.ts';
import type { Annotation, Publication, Published } from '../../src/model/forge.ts';
import { temporaryFolder } from '../git/fixture.ts';
import { commitBy, type GithubStub, githubStub, review, TOKEN } from './github-stub.ts';

const HEAD = '1'.repeat(40);
const OLD = '2'.repeat(40);
const ada = { name: 'Ada', email: 'ada@example.com' };
const change: Change = {
  repo: 'shop',
  base: '0'.repeat(40),
  head: { kind: 'commit', sha: HEAD },
  commits: [{ sha: HEAD, author: ada, committer: ada, at: '2030-01-01T00:00:00Z' }],
  files: [],
};
const { signal } = new AbortController();

function open(stub: GithubStub, more: Record<string, string | undefined> = {}, event: object = EVENT) {
  const path = join(temporaryFolder(), 'event.json');
  writeFileSync(path, JSON.stringify(event));
  const waits: number[] = [];
  const env = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_API_URL: stub.url,
    GITHUB_TOKEN: TOKEN,
    GITHUB_EVENT_PATH: path,
    GITHUB_REF: 'refs/pull/7/merge',
    ...more,
  };
  const forge = openGithub(env, {
    timeout: 1000,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { forge, waits };
}

const EVENT = {
  pull_request: {
    number: 7,
    head: { sha: HEAD, repo: { full_name: 'acme/shop' } },
    base: { sha: '0'.repeat(40), repo: { full_name: 'acme/shop' } },
  },
};

describe('approvals', () => {
  test('are safeguards by account, at the commit they were given for, of those who may write', async () => {
    const stub = await githubStub({
      head: HEAD,
      commits: [commitBy('ada', 'ada@example.com')],
      reviews: [
        review('grace', 'APPROVED', HEAD),
        review('early', 'APPROVED', OLD),
        review('passer-by', 'APPROVED', HEAD),
        review('reader', 'APPROVED', HEAD),
        review('helper[bot]', 'APPROVED', HEAD),
        { ...review('x', 'APPROVED', HEAD), user: null },
      ],
      permissions: { grace: 'write', early: 'admin', reader: 'read' },
    });
    const { safeguards, source } = await open(stub).forge.reviews(change, signal);
    expect(source).toEqual({ name: 'reviews on GitHub', status: 'complete' });
    expect(safeguards.map(({ by, head }) => [by.id, by.kind, head])).toEqual([
      ['grace', 'person', HEAD],
      ['early', 'person', OLD],
      ['helper[bot]', 'agent', HEAD],
      ['ghost', 'tool', HEAD],
    ]);
  });

  test('of an author go by the address in git, however the account is known', async () => {
    const noreply = { name: 'Lin', email: '12+lin@users.noreply.github.com' };
    const stub = await githubStub({
      head: HEAD,
      opener: 'opener',
      commits: [commitBy('Ada-L', 'ada@example.com')],
      reviews: ['ada-l', 'lin', 'opener', 'helped'].map((login) => review(login, 'APPROVED', HEAD)),
      permissions: { 'ada-l': 'write', lin: 'write', opener: 'write', helped: 'write' },
    });
    const trailers = [{ key: 'Co-authored-by', value: 'H <helped@users.noreply.github.com>' }];
    const commits = [...change.commits, { ...change.commits[0]!, author: noreply, trailers }];
    const { safeguards } = await open(stub).forge.reviews({ ...change, commits }, signal);
    expect(safeguards.map(({ by }) => by.id)).toEqual([
      'ada@example.com',
      '12+lin@users.noreply.github.com',
      'ada@example.com',
      'helped@users.noreply.github.com',
    ]);
  });

  test('stand until they are dismissed or turned; a comment takes nothing back', async () => {
    const stub = await githubStub({
      head: HEAD,
      reviews: [
        review('a', 'APPROVED', HEAD),
        review('a', 'COMMENTED', HEAD),
        review('b', 'APPROVED', HEAD),
        review('b', 'DISMISSED', HEAD),
        review('c', 'CHANGES_REQUESTED', OLD),
        review('c', 'APPROVED', HEAD),
        review('d', 'APPROVED', OLD),
        review('d', 'CHANGES_REQUESTED', HEAD),
      ],
      permissions: { a: 'write', b: 'write', c: 'write', d: 'write' },
    });
    const { safeguards, source } = await open(stub).forge.reviews(change, signal);
    expect(safeguards.map(({ by }) => by.id)).toEqual(['a', 'c']);
    expect(source).toMatchObject({ status: 'partial', reason: 'd asks for changes.' });
  });

  test('are read to the last page: a later word may be on it', async () => {
    const noise = Array.from({ length: 230 }, () => review('chatty', 'COMMENTED', HEAD));
    const stub = await githubStub({
      head: HEAD,
      reviews: [review('a', 'APPROVED', HEAD), ...noise, review('a', 'DISMISSED', HEAD)],
      permissions: { a: 'write' },
    });
    expect((await open(stub).forge.reviews(change, signal)).safeguards).toEqual([]);
    expect(stub.asked.filter(({ path }) => path.endsWith('/reviews'))).toHaveLength(3);
  });

  test('of a pull request with more commits than GitHub lists are not the whole truth', async () => {
    const stub = await githubStub({ head: HEAD, commitCount: 251, commits: [] });
    expect((await open(stub).forge.reviews(change, signal)).source.status).toBe('partial');
  });

  test('in a merge queue count for the files of their pull request, and only for its newest head', async () => {
    const stub = await githubStub({
      head: OLD,
      reviews: [review('a', 'APPROVED', OLD), review('b', 'APPROVED', '3'.repeat(40))],
      permissions: { a: 'write', b: 'write' },
      files: [{ filename: 'src/[id]/a*.ts' }, { filename: 'b.ts', previous_filename: 'old.ts' }],
    });
    const head_ref = `refs/heads/gh-readonly-queue/main/pr-7-${'0'.repeat(40)}`;
    const event = { merge_group: { head_sha: HEAD, base_sha: OLD, head_ref } };
    const more = { GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: head_ref };
    const { forge } = open(stub, more, event);
    expect(forge.range).toBe(`${OLD}...${HEAD}`);
    const { safeguards } = await forge.reviews(change, signal);
    expect(safeguards.map(({ by, head }) => [by.id, head])).toEqual([
      ['a', HEAD],
      ['b', '3'.repeat(40)],
    ]);
    expect(safeguards[0]?.covers).toEqual(['/src/\\[id\\]/a\\*.ts', '/b.ts', '/old.ts']);
  });
});

describe('a forge that does not answer is a source that failed, never "no approvals"', () => {
  const approved = {
    head: HEAD,
    reviews: Array.from({ length: 150 }, () => review('a', 'APPROVED', HEAD)),
    permissions: { a: 'write' },
  };
  const secondPage = ({ path, query }: { path: string; query: URLSearchParams }) =>
    path.endsWith('/reviews') && query.get('page') === '2';
  const html = { body: '<html>Unicorn!</html>', headers: { 'content-type': 'text/html' } };

  test.each([
    ['500 thrice', [{ status: 500 }, { status: 500 }, { status: 500 }], 'GitHub answered 500'],
    ['403', [{ status: 403, body: { message: 'Must have admin rights' } }], 'GitHub answered 403 (Must have'],
    ['HTML', [html], 'something that is not JSON'],
    ['truncated JSON', [{ body: '[{"user": {"login": "a"' }], 'something that is not JSON'],
    ['no list', [{ body: { reviews: [] } }], 'something that is no list'],
    ['a review without a time', [{ body: [{ user: null, state: 'APPROVED' }] }], 'a review that is not one'],
    ['a torn answer', [{ torn: true }, { torn: true }, { torn: true }, { torn: true }], 'could not be reached'],
    ['silence', [{ silent: true }, { silent: true }, { silent: true }], 'did not answer in time'],
    ['a redirect', [{ status: 301, headers: { location: 'http://example.org/' } }], 'asked elsewhere'],
    ['too much', [{ body: `"${'x'.repeat(17 * 1024 * 1024)}"` }], 'more than 16 MB'],
  ] as const)('%s on the second page', async (_, answers, reason) => {
    const stub = await githubStub(approved);
    stub.instead(secondPage, ...answers);
    const { safeguards, source } = await open(stub).forge.reviews(change, signal);
    expect(safeguards).toEqual([]);
    expect(source).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
  });

  test('an error that passes is waited out', async () => {
    const stub = await githubStub(approved);
    stub.instead(secondPage, { status: 502 }, { torn: true });
    const { forge, waits } = open(stub);
    expect((await forge.reviews(change, signal)).source.status).toBe('complete');
    expect(waits).toEqual([1000, 2000]);
  });

  test('rate limits are waited out as long as a job can wait, in each form', async () => {
    const stub = await githubStub(approved);
    const reset = String(Math.floor(Date.now() / 1000) + 30);
    stub.instead(
      secondPage,
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } },
    );
    const { forge, waits } = open(stub);
    expect((await forge.reviews(change, signal)).source.status).toBe('complete');
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThan(20_000);
  });

  test('a limit that lasts an hour is told at once', async () => {
    const stub = await githubStub(approved);
    stub.instead(secondPage, { status: 403, headers: { 'retry-after': '3600' } });
    const { forge, waits } = open(stub);
    expect((await forge.reviews(change, signal)).source).toMatchObject({
      status: 'failed',
      reason: 'the rate limit of GitHub is used up.',
    });
    expect(waits).toEqual([]);
  });

  test('a next page elsewhere is not asked for: the token would go there', async () => {
    const stub = await githubStub({ ...approved, reviews: [] });
    const link = '<http://127.0.0.1:9/api/repos/acme/shop/pulls/7/reviews?page=2>; rel="next"';
    stub.instead(({ path }) => path.endsWith('/reviews'), { body: [], headers: { link } });
    expect((await open(stub).forge.reviews(change, signal)).source.status).toBe('failed');
  });

  test('without a token, and with one that is refused', async () => {
    const stub = await githubStub(approved);
    const without = await open(stub, { GITHUB_TOKEN: '' }).forge.reviews(change, signal);
    expect(without.source).toMatchObject({ status: 'failed' });
    expect(stub.asked).toEqual([]);
    const refused = await open(stub, { GITHUB_TOKEN: 'other' }).forge.reviews(change, signal);
    expect(refused.source).toMatchObject({ status: 'failed', reason: 'GitHub answered 401 (Bad credentials).' });
  });

  test('a permission that cannot be told counts for nothing, and is said', async () => {
    const stub = await githubStub({ head: HEAD, reviews: [review('a', 'APPROVED', HEAD)] });
    stub.instead(({ path }) => path.endsWith('/permission'), { status: 403, body: {} });
    const { safeguards, source } = await open(stub).forge.reviews(change, signal);
    expect(safeguards).toEqual([]);
    expect(source.status).toBe('partial');
  });

  test('an interruption ends it at once', async () => {
    const stub = await githubStub(approved);
    await expect(open(stub).forge.reviews(change, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});

const ALL: ReadonlySet<Published> = new Set(['check', 'comment', 'sarif']);

function publication(more: Partial<Publication> = {}): Publication {
  return {
    outcome: 'block',
    empty: false,
    head: HEAD,
    title: 'BLOCK: something',
    comment: '<!-- countersign -->\n## BLOCK\n',
    annotations: [],
    sarif: '{"version": "2.1.0"}',
    ...more,
  };
}

function annotated(count: number): Annotation[] {
  return Array.from({ length: count }, (_, i) => ({
    path: 'a.py',
    startLine: i + 1,
    endLine: i + 1,
    level: 'error',
    title: 'security/example',
    message: 'x'.repeat(70_000),
  }));
}

describe('the verdict is shown', () => {
  test('as a check with annotations in batches, a comment and results', async () => {
    const stub = await githubStub({ head: HEAD });
    const { forge } = open(stub);
    const { done, failed } = await forge.publish(publication({ annotations: annotated(120) }), ALL, signal);
    expect(failed).toEqual([]);
    expect(done).toEqual(['a check with 120 annotations', 'a comment', 'its results in code scanning']);
    expect(stub.checks).toHaveLength(1);
    expect(stub.checks[0]).toMatchObject({ head_sha: HEAD, conclusion: 'failure', name: 'Countersign' });
    expect(stub.annotations).toHaveLength(120);
    expect(JSON.parse(stub.sarif[0]!)).toEqual({ version: '2.1.0' });
    expect(stub.asked.find(({ path }) => path.endsWith('/sarifs'))?.body).toMatchObject({
      commit_sha: HEAD,
      ref: 'refs/pull/7/head',
    });
  });

  test.each([
    ['ship', false, 'success'],
    ['review', false, 'neutral'],
    ['block', false, 'failure'],
    ['review', true, 'success'],
  ] as const)('%s (nothing to judge: %s) is %s', async (outcome, empty, conclusion) => {
    const stub = await githubStub({ head: HEAD });
    await open(stub).forge.publish(publication({ outcome, empty }), new Set(['check']), signal);
    expect(stub.checks[0]?.conclusion).toBe(conclusion);
  });

  test('in one comment, however often, and never in a stranger’s', async () => {
    const stranger = { id: 1, body: '<!-- countersign -->\nAll is well', user: { login: 'mallory' } };
    const noise = Array.from({ length: 120 }, (_, i) => ({ id: 10 + i, body: 'hm', user: { login: 'x' } }));
    const stub = await githubStub({ head: HEAD, comments: [stranger, ...noise] });
    const { forge } = open(stub);
    const show = (comment: string) => forge.publish(publication({ comment }), new Set(['comment']), signal);
    expect((await show('<!-- countersign -->\none')).done).toEqual(['a comment']);
    expect((await show('<!-- countersign -->\ntwo')).done).toEqual(['its comment, brought up to date']);
    expect((await show('<!-- countersign -->\ntwo')).done).toEqual(['its comment, which was up to date']);
    const own = stub.comments.filter(({ user }) => user.login === 'github-actions[bot]');
    expect(own.map(({ body }) => body)).toEqual(['<!-- countersign -->\ntwo']);
    expect(stub.comments[0]).toEqual({ id: 1, body: '<!-- countersign -->\nAll is well', user: { login: 'mallory' } });
  });

  test('as a status where the token may not write a check', async () => {
    const stub = await githubStub({ head: HEAD, writes: new Set(['statuses', 'comments']) });
    const { done } = await open(stub).forge.publish(
      publication({ title: 'x'.repeat(400) }),
      new Set(['check']),
      signal,
    );
    expect(done).toEqual(['a status; this token may not write a check with annotations']);
    expect(stub.statuses[0]).toMatchObject({ sha: HEAD, state: 'failure', context: 'countersign' });
  });

  test('nowhere from a fork, which says so for each part', async () => {
    const stub = await githubStub({ head: HEAD, writes: new Set() });
    const fork = structuredClone(EVENT);
    fork.pull_request.head.repo.full_name = 'mallory/shop';
    const { done, failed } = await open(stub, {}, fork).forge.publish(publication(), ALL, signal);
    expect(done).toEqual([]);
    expect(failed).toHaveLength(3);
    for (const sentence of failed) expect(sentence).toContain('from a fork may only read');
  });

  test('once: a comment that was answered by an error is not written again', async () => {
    const stub = await githubStub({ head: HEAD });
    stub.instead(
      ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
      { status: 502 },
      { status: 502 },
    );
    const { failed } = await open(stub).forge.publish(publication(), new Set(['comment']), signal);
    expect(failed).toEqual(['a comment: GitHub answered 502']);
    expect(stub.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('with as many annotations as were taken, and the rest is counted', async () => {
    const stub = await githubStub({ head: HEAD });
    stub.instead(({ method }) => method === 'PATCH', { status: 422, body: {} });
    const { done } = await open(stub).forge.publish(
      publication({ annotations: annotated(600) }),
      new Set(['check']),
      signal,
    );
    expect(done).toEqual(['a check with 50 annotations; 550 more could not be shown beside the code']);
  });

  test('and the token is in no sentence, even where the forge repeats it', async () => {
    const stub = await githubStub({ head: HEAD });
    stub.instead(() => true, ...Array.from({ length: 3 }, () => ({ status: 400, body: { message: `bad ${TOKEN}` } })));
    const { failed } = await open(stub).forge.publish(publication(), ALL, signal);
    expect(failed.join()).toContain('***');
    expect(failed.join()).not.toContain(TOKEN);
  });
});

describe('the environment', () => {
  test.each([
    [{ GITHUB_REPOSITORY: undefined }, 'GITHUB_REPOSITORY is not set'],
    [{ GITHUB_REPOSITORY: 'a/../../users' }, 'not of the form owner/name'],
    [{ GITHUB_REPOSITORY: 'acme/..' }, 'not of the form owner/name'],
    [{ GITHUB_API_URL: 'http://github.example.com/api/v3' }, 'must begin with https://'],
    [{ GITHUB_API_URL: 'https://me:secret@github.example.com' }, 'must not hold a password'],
    [{ GITHUB_API_URL: 'nonsense' }, 'is not an address'],
    [{ GITHUB_EVENT_PATH: '/nowhere' }, 'cannot be read'],
  ])('%j is refused', async (more, sentence) => {
    const stub = await githubStub({ head: HEAD });
    expect(() => open(stub, more)).toThrow(sentence);
  });

  test('of a push has no reviews to ask for', async () => {
    const stub = await githubStub({ head: HEAD });
    const { forge } = open(stub, { GITHUB_REF: 'refs/heads/main' }, { before: OLD, after: HEAD });
    expect(forge.range).toBe(`${OLD}...${HEAD}`);
    expect((await forge.reviews(change, signal)).source.status).toBe('skipped');
    expect((await forge.publish(publication(), new Set(['comment']), signal)).done).toEqual([]);
  });
});
