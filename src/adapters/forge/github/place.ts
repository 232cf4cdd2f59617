import { readFileSync, statSync } from 'node:fs';
import { CountersignError } from '../../../model/error.ts';
import { apiAt, required, variable } from '../api.ts';
import { commitId, type Fields, fields, text, whole } from '../shape.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a CI job of GitHub knows of itself. */
export interface GithubPlace {
  readonly api: URL;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string | undefined;
  /** Null outside a pull request. */
  readonly pull: number | null;
  /** True where the merge queue asks: what is judged is a commit of the queue, not the head of the pull request. */
  readonly queued: boolean;
  /** True for a pull request from another repository, whose job may only read. */
  readonly fork: boolean;
  /** The git ref that code scanning files results under. */
  readonly ref: string | undefined;
  readonly base: string | undefined;
  readonly head: string | undefined;
}

const LARGEST_EVENT = 32 * 1024 * 1024;

/** Reads the environment of a job and the event that started it; throws `usage/bad-argument` outside of one. */
export function githubPlace(env: Environment): GithubPlace {
  const repository = required(env, 'github', 'GITHUB_REPOSITORY');
  if (!/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository) || /(^|\/)\.{1,2}(\/|$)/.test(repository)) {
    throw new CountersignError('usage/bad-argument', 'GITHUB_REPOSITORY is not of the form owner/name.');
  }
  const event = eventOf(env);
  const pull = fields(event.pull_request);
  const group = fields(event.merge_group);
  const ref = variable(env, 'GITHUB_REF');
  const number = whole(pull.number) ?? numberIn(ref) ?? numberIn(text(group.head_ref));
  const [headRepository, baseRepository] = [pull.head, pull.base].map((side) =>
    text(fields(fields(side).repo).full_name),
  );
  return {
    api: apiAt(variable(env, 'GITHUB_API_URL') ?? 'https://api.github.com', 'GITHUB_API_URL'),
    repository,
    token: variable(env, 'COUNTERSIGN_GITHUB_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'),
    pull: number ?? null,
    queued: env.GITHUB_EVENT_NAME === 'merge_group' || Object.keys(group).length > 0,
    fork: baseRepository !== undefined && headRepository !== baseRepository,
    // Results for the head of a pull request are filed under it; the ref of the job is that of a merge commit.
    ref: whole(pull.number) === undefined ? ref : `refs/pull/${number}/head`,
    base: commitId(fields(pull.base).sha) ?? commitId(group.base_sha) ?? commitId(event.before),
    head: commitId(fields(pull.head).sha) ?? commitId(group.head_sha) ?? commitId(event.after),
  };
}

/** `refs/pull/12/merge`, and `refs/heads/gh-readonly-queue/main/pr-12-<commit>` in a merge queue. */
function numberIn(ref: string | undefined): number | undefined {
  const found = /^refs\/pull\/(\d{1,9})\//.exec(ref ?? '') ?? /gh-readonly-queue\/.+\/pr-(\d{1,9})-/.exec(ref ?? '');
  return found === null ? undefined : Number(found[1]);
}

function eventOf(env: Environment): Fields {
  const path = variable(env, 'GITHUB_EVENT_PATH');
  if (path === undefined) return {};
  try {
    if (statSync(path).size > LARGEST_EVENT) throw new Error('it is larger than 32 MB');
    return fields(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new CountersignError('usage/bad-argument', 'The event at GITHUB_EVENT_PATH cannot be read.', { cause });
  }
}
