import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/apps/cli/main.ts';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';
import { commitBy, type GithubStub, githubStub, review, TOKEN } from './github-stub.ts';

const POLICY = 'version: 1\nclauses:\n  approvals: { standard: 1 }\n';
const CODE = 'def add(a, b):\n    return a + b\n';
const OFF = 'import requests\nrequests.get("https://example.org", verify=False)\n';

/** A repository with a policy that wants one approval, and a pull request of one commit. */
function pullRequest(code: string) {
  const repository = fixtureRepository();
  repository.commit({ files: { 'README.md': 'Shop\n' } });
  const base = repository.commit({ files: { 'countersign.yaml': POLICY } });
  const head = repository.commit({ files: { 'src/add.py': code } });
  return { repository, base, head };
}

async function check(cwd: string, stub: GithubStub, event: object, args: readonly string[] = []) {
  const path = join(temporaryFolder(), 'event.json');
  writeFileSync(path, JSON.stringify(event));
  const said = { out: '', err: '' };
  const code = await run(['check', '--forge', 'github', ...args], {
    cwd,
    env: {
      HOME: '/nonexistent',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: stub.url,
      GITHUB_TOKEN: TOKEN,
      GITHUB_EVENT_PATH: path,
      GITHUB_REF: 'refs/pull/7/merge',
    },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 80,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

const eventOf = (base: string, head: string) => ({
  pull_request: {
    number: 7,
    base: { sha: base, repo: { full_name: 'acme/shop' } },
    head: { sha: head, repo: { full_name: 'acme/shop' } },
  },
});

test('an approval of exactly this commit by another person ships, an older one or an author’s does not', async () => {
  const { repository, base, head } = pullRequest(CODE);
  const judged = async (reviews: readonly unknown[]) => {
    const commits = [commitBy('ada', 'ada@example.com')];
    const stub = await githubStub({ head, commits, reviews, permissions: { grace: 'write', ada: 'write' } });
    return (await check(repository.path, stub, eventOf(base, head), ['--show', 'none'])).code;
  };
  expect(await judged([review('grace', 'APPROVED', head)])).toBe(0);
  expect(await judged([review('grace', 'APPROVED', base)])).toBe(3);
  expect(await judged([review('ada', 'APPROVED', head)])).toBe(3);
  expect(await judged([review('helper[bot]', 'APPROVED', head)])).toBe(3);
  expect(await judged([])).toBe(3);
});

test('a forge that fails is no "no approvals": review, with its reason, and the report is made all the same', async () => {
  const { repository, base, head } = pullRequest(CODE);
  const stub = await githubStub({
    head,
    reviews: [review('grace', 'APPROVED', head)],
    permissions: { grace: 'write' },
  });
  stub.instead(({ path }) => path.endsWith('/reviews'), { body: '<html>' });
  const { code, out, err } = await check(repository.path, stub, eventOf(base, head));
  expect(code).toBe(3);
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'reviews on GitHub failed: GitHub answered with something that is not JSON',
  );
  expect(err).toBe('countersign: shown on GitHub: a check with 0 annotations, a comment.\n');
});

test('the comment holds verdict, safeguards, at most five findings and what to read first', async () => {
  const { repository, base, head } = pullRequest(OFF + OFF.split('\n')[1]!.concat('\n').repeat(80));
  const stub = await githubStub({ head });
  const { code, out, err } = await check(repository.path, stub, eventOf(base, head), ['--show', 'check,comment,sarif']);
  expect(code).toBe(1);
  expect(stub.annotations.length).toBeGreaterThan(50);
  const [comment] = stub.comments;
  expect(comment?.body.startsWith('<!-- countersign -->\n\n## ⛔ BLOCK')).toBe(true);
  expect(comment?.body.match(/^####/gm)).toHaveLength(5);
  expect(comment?.body).toContain('<details><summary>Safeguards: ');
  expect(comment?.body).toContain('### Read first');
  expect(stub.sarif[0]).toContain('security/tls-verification-off');
  expect(out + err).not.toContain(TOKEN);
});

test('nothing is asked and nothing shown unless the flag says so, whatever the environment and the repository say', async () => {
  const { repository, head } = pullRequest(CODE);
  const stub = await githubStub({ head });
  const path = join(temporaryFolder(), 'event.json');
  writeFileSync(path, '{}');
  writeFileSync(join(repository.path, 'countersign.yaml'), `${POLICY}forge: github\n`);
  await run(['check'], {
    cwd: repository.path,
    env: { HOME: '/nonexistent', GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: stub.url, GITHUB_TOKEN: TOKEN },
    out: () => undefined,
    err: () => undefined,
    color: false,
    interactive: false,
    progress: false,
    columns: 80,
    signal: new AbortController().signal,
  });
  expect(stub.asked).toEqual([]);
});

test('what is no commit is not shown', async () => {
  const { repository, base, head } = pullRequest(CODE);
  const stub = await githubStub({ head });
  const { err } = await check(repository.path, stub, eventOf(base, head), ['--staged']);
  expect(err).toContain('nothing is shown on GitHub: what was judged is not a commit');
});
