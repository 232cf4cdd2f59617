import { describe, expect, test } from 'vitest';
import { change, HEAD, OLD, openDesk as open, signal } from './github-desk.ts';
import { commitBy, githubStub, review } from './github-stub.ts';

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

  test('say which paths their givers own by the CODEOWNERS of the base, also through a team', async () => {
    const stub = await githubStub({
      head: HEAD,
      reviews: ['grace', 'lin', 'joan'].map((login) => review(login, 'APPROVED', HEAD)),
      permissions: { grace: 'write', lin: 'write', joan: 'write' },
      codeOwners: '* @Grace\n/src/ @acme/core @acme/hidden\n',
      teams: { 'acme/core': ['lin'] },
    });
    const { safeguards, source } = await open(stub).forge.reviews(change, signal);
    expect(source.status).toBe('complete');
    expect(safeguards.map(({ by, owns }) => [by.id, owns])).toEqual([
      ['grace', ['*', '!/src/']],
      ['lin', ['/src/']],
      ['joan', undefined],
    ]);
    const asked = stub.asked.find(({ path }) => path.endsWith('contents/CODEOWNERS'));
    expect(asked?.query.get('ref')).toBe(change.base);
  });

  test('are not whole where CODEOWNERS cannot be read', async () => {
    const stub = await githubStub({
      head: HEAD,
      reviews: [review('a', 'APPROVED', HEAD)],
      permissions: { a: 'write' },
    });
    stub.instead(({ path }) => path.includes('/contents/'), { status: 403, body: {} });
    expect((await open(stub).forge.reviews(change, signal)).source.status).toBe('partial');
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
    const patience = reason === 'did not answer in time' ? 500 : undefined;
    const { safeguards, source } = await open(stub, {}, undefined, patience).forge.reviews(change, signal);
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

describe('tests that the command line named', () => {
  const checkRun = (name: string, conclusion: string | null) => ({
    name,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    app: { slug: 'github-actions' },
    completed_at: '2030-01-01T00:00:00Z',
  });
  const ask = async (checkRuns: readonly { readonly name: string }[], names: readonly string[]) => {
    const stub = await githubStub({ head: HEAD, checkRuns });
    const { forge } = open(stub, {}, undefined, 60_000, names);
    return { stub, evidence: await forge.tests(change, signal) };
  };

  test('are safeguards where they passed on this commit', async () => {
    const { evidence } = await ask(
      [checkRun('unit & more', 'success'), checkRun('lint', 'failure')],
      ['unit & more', 'lint'],
    );
    expect(evidence?.source.status).toBe('complete');
    expect(evidence?.safeguards).toMatchObject([
      { kind: 'test', head: HEAD, by: { id: 'github-actions/unit & more', kind: 'tool' } },
    ]);
  });

  test('that still run, are not there, or are neutral are no safeguards', async () => {
    const { evidence } = await ask(
      [checkRun('slow', null), checkRun('skipped', 'neutral')],
      ['slow', 'gone', 'skipped'],
    );
    expect(evidence).toMatchObject({ safeguards: [], source: { status: 'partial' } });
  });

  test('are unknown where GitHub does not answer, and are not asked for when nobody named one', async () => {
    const stub = await githubStub({ head: HEAD });
    stub.instead(({ path }) => path.endsWith('/check-runs'), { status: 403, body: {} });
    const { forge } = open(stub, {}, undefined, 60_000, ['unit']);
    expect(await forge.tests(change, signal)).toMatchObject({ safeguards: [], source: { status: 'failed' } });
    const silent = await ask([], []);
    expect(silent.evidence).toBeNull();
    expect(silent.stub.asked).toEqual([]);
  });
});
