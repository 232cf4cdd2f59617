import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGithub } from '../../src/adapters/forge/github/github.ts';
import type { Change } from '../../src/model/change.ts';
import { temporaryFolder } from '../git/fixture.ts';
import { type GithubStub, TOKEN } from './github-stub.ts';

/** The head of pull request 7. */
export const HEAD = '1'.repeat(40);
export const OLD = '2'.repeat(40);
const ada = { name: 'Ada', email: 'ada@example.com' };
export const change: Change = {
  repo: 'shop',
  base: '0'.repeat(40),
  head: { kind: 'commit', sha: HEAD },
  commits: [{ sha: HEAD, author: ada, committer: ada, at: '2030-01-01T00:00:00Z' }],
  files: [],
};
export const { signal } = new AbortController();

/** GitHub as a job of pull request 7 sees it, and how long it was told to wait. */
export function openDesk(
  stub: GithubStub,
  more: Record<string, string | undefined> = {},
  event: object = EVENT,
  timeout = 60_000,
  tests: readonly string[] = [],
) {
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
    timeout,
    tests,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { forge, waits };
}

export const EVENT = {
  pull_request: {
    number: 7,
    head: { sha: HEAD, repo: { full_name: 'acme/shop' } },
    base: { sha: '0'.repeat(40), repo: { full_name: 'acme/shop' } },
  },
};
