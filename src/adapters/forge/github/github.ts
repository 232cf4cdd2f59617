import type { Forge, PublishResult } from '../../../model/forge.ts';
import { createRequester, type ForgeOptions, type Unanswered } from '../request.ts';
import { showCheck } from './check-run.ts';
import { uploadSarif } from './code-scanning.ts';
import { writeComment } from './comment.ts';
import { type GithubPlace, githubPlace } from './place.ts';
import { githubReviews } from './reviews.ts';
import { githubTests } from './tests.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** GitHub as a CI job sees it, also an Enterprise server; throws `usage/bad-argument` outside of a job. */
export function openGithub(env: Environment, { tests = [], ...options }: ForgeOptions = {}): Forge {
  const place = githubPlace(env);
  const { api, token, base, head } = place;
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'countersign',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const requester = createRequester({ forge: 'GitHub', api, headers, secret: token ?? '', ...options });
  return {
    name: 'GitHub',
    range: base === undefined || head === undefined || /^0+$/.test(base) ? null : `${base}...${head}`,
    async reviews(change, signal) {
      if (token !== undefined || place.pull === null) return githubReviews(requester, place, change, signal);
      const reason = 'there is no token to ask with (GITHUB_TOKEN).';
      return { safeguards: [], source: { name: 'reviews on GitHub', status: 'failed', reason } };
    },
    async tests(change, signal) {
      return tests.length === 0 ? null : githubTests(requester, place.repository, tests, change, signal);
    },
    async publish(publication, parts, signal): Promise<PublishResult> {
      const result = { done: [] as string[], failed: [] as string[] };
      if (token === undefined) return { done: [], failed: ['nothing: there is no token (GITHUB_TOKEN)'] };
      const { repository, pull, queued, ref } = place;
      const note = (what: string, reply: { ok: true; sentence: string } | Unanswered) => {
        if (reply.ok) result.done.push(reply.sentence);
        else result.failed.push(`${what}: ${reply.reason}${hint(reply, place)}`);
      };
      if (parts.has('check')) note('a check', await showCheck(requester, repository, publication, signal));
      if (parts.has('comment') && pull !== null && !queued) {
        note('a comment', await writeComment(requester, repository, pull, publication.comment, signal));
      }
      if (parts.has('sarif')) {
        const { head, sarif } = publication;
        note('results in code scanning', await uploadSarif(requester, repository, { head, ref, sarif }, signal));
      }
      return result;
    },
  };
}

/** Why a token may not write is the same in most cases, and said only then. */
function hint({ status }: Unanswered, { fork }: GithubPlace): string {
  if (status !== 403 && status !== 404) return '';
  return fork
    ? '; the job of a pull request from a fork may only read'
    : '; the job lacks a permission (see docs/guides/ci.md)';
}
