import { apiAt, required, variable } from '../api.ts';
import { commitId } from '../shape.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a CI job of GitLab knows of itself. */
export interface GitlabPlace {
  readonly api: URL;
  readonly project: string;
  /** The job's own token may neither read approvals nor write notes, so one has to be given. */
  readonly token: string | undefined;
  /** Number of the merge request in its project; null outside of one. */
  readonly request: number | null;
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Reads the environment of a job; throws `usage/bad-argument` outside of one. */
export function gitlabPlace(env: Environment): GitlabPlace {
  const number = /^\d{1,9}$/.exec(env.CI_MERGE_REQUEST_IID ?? '')?.[0];
  return {
    api: apiAt(required(env, 'gitlab', 'CI_API_V4_URL'), 'CI_API_V4_URL'),
    // A merge request from a fork runs in the fork; its notes and approvals are in the project it goes to.
    project: encodeURIComponent(
      variable(env, 'CI_MERGE_REQUEST_PROJECT_ID') ?? required(env, 'gitlab', 'CI_PROJECT_ID'),
    ),
    token: variable(env, 'COUNTERSIGN_GITLAB_TOKEN', 'GITLAB_TOKEN'),
    request: number === undefined ? null : Number(number),
    base: commitId(env.CI_MERGE_REQUEST_DIFF_BASE_SHA),
    // In a pipeline of merged results the commit of the job is a merge that nobody approved.
    head: commitId(env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA) ?? commitId(env.CI_COMMIT_SHA),
  };
}
