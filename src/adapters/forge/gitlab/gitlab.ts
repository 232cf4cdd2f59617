import type { Forge, Publication, PublishResult } from '../../../model/forge.ts';
import { variable } from '../api.ts';
import { createRequester, type ForgeOptions, type Unanswered } from '../request.ts';
import { writeNote } from './note.ts';
import { gitlabPlace } from './place.ts';
import { gitlabReviews } from './reviews.ts';
import { gitlabTests } from './tests.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NO_TOKEN = 'there is no token to ask with (COUNTERSIGN_GITLAB_TOKEN).';
const LONGEST_DESCRIPTION = 255;

/** GitLab as a CI job sees it, on any server; throws `usage/bad-argument` outside of a job. */
export function openGitlab(env: Environment, { tests = [], ...options }: ForgeOptions = {}): Forge {
  const { api, project, token, request, base, head } = gitlabPlace(env);
  const headers = { 'user-agent': 'countersign', ...(token === undefined ? {} : { 'private-token': token }) };
  const requester = createRequester({ forge: 'GitLab', api, headers, secret: token ?? '', ...options });
  return {
    name: 'GitLab',
    range: base === undefined || head === undefined ? null : `${base}...${head}`,
    async reviews(change, signal) {
      if (token !== undefined || request === null) {
        return gitlabReviews(requester, { api, project, token, request, base, head }, change, signal);
      }
      return { safeguards: [], source: { name: 'approvals on GitLab', status: 'failed', reason: NO_TOKEN } };
    },
    async tests(change, signal) {
      if (tests.length === 0) return null;
      return gitlabTests(requester, project, variable(env, 'CI_PIPELINE_ID'), tests, change, signal);
    },
    async publish(publication, parts, signal): Promise<PublishResult> {
      const result = { done: [] as string[], failed: [] as string[] };
      if (token === undefined) return { done: [], failed: ['nothing: there is no token (COUNTERSIGN_GITLAB_TOKEN)'] };
      const note = (what: string, reply: { ok: true; sentence: string } | Unanswered) => {
        if (reply.ok) result.done.push(reply.sentence);
        else result.failed.push(`${what}: ${reply.reason}`);
      };
      if (parts.has('check')) {
        const path = `projects/${project}/statuses/${publication.head}`;
        const reply = await requester.send('POST', path, statusOf(publication), signal);
        note('a status', reply.ok ? { ok: true, sentence: 'a status' } : reply);
      }
      if (parts.has('comment') && request !== null) {
        const root = `projects/${project}/merge_requests/${request}`;
        note('a note', await writeNote(requester, root, publication.comment, signal));
      }
      if (parts.has('sarif')) {
        result.failed.push('results: GitLab takes them as report artifacts (--format gitlab, gitlab-sast)');
      }
      return result;
    },
  };
}

function statusOf({ outcome, empty, title }: Publication) {
  const state = empty || outcome !== 'block' ? 'success' : 'failed';
  return { name: 'countersign', state, description: title.slice(0, LONGEST_DESCRIPTION) };
}
