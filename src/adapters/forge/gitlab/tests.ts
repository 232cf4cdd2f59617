import type { Change } from '../../../model/change.ts';
import type { ForgeEvidence } from '../../../model/forge.ts';
import type { Requester } from '../request.ts';
import { commitId, fields, text, time } from '../shape.ts';
import { type TestResult, testEvidence } from '../test-results.ts';

const NAME = 'tests on GitLab';
const ENDED = new Set(['success', 'failed', 'canceled', 'skipped', 'manual']);

/** Jobs of the pipeline with these names, where they ran on the commit that is judged. */
export async function gitlabTests(
  api: Requester,
  project: string,
  pipeline: string | undefined,
  names: readonly string[],
  { head: { sha } }: Change,
  signal: AbortSignal,
): Promise<ForgeEvidence> {
  if (sha === undefined) return none('skipped', 'what is judged is not a commit');
  if (pipeline === undefined) return none('failed', 'CI_PIPELINE_ID is not set');
  const jobs = await api.all(`projects/${project}/pipelines/${pipeline}/jobs?per_page=100`, signal);
  if (!jobs.ok) return none('failed', jobs.reason);
  const results = jobs.items.filter((job) => commitId(fields(fields(job).commit).id) === sha).map(resultOf);
  return testEvidence(NAME, names, results, sha);
}

function none(status: 'skipped' | 'failed', reason: string): ForgeEvidence {
  return { safeguards: [], source: { name: NAME, status, reason: `${reason}.` } };
}

function resultOf(value: unknown): TestResult {
  const { name, status, finished_at: at } = fields(value);
  const shown = text(name) ?? '';
  const ended = ENDED.has(String(status)) ? 'failed' : 'running';
  return {
    name: shown,
    state: status === 'success' ? 'passed' : ended,
    by: `gitlab-ci/${shown}`,
    at: time(at) ?? new Date(0).toISOString(),
  };
}
