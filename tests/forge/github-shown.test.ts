import { describe, expect, test } from 'vitest';
import type { Annotation, Publication, Published } from '../../src/model/forge.ts';
import { change, EVENT, HEAD, OLD, openDesk as open, signal } from './github-desk.ts';
import { githubStub, TOKEN } from './github-stub.ts';

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
