import type { Change } from '../../../model/change.ts';
import type { ForgeEvidence } from '../../../model/forge.ts';
import type { Requester } from '../request.ts';
import { fields, list, text, time } from '../shape.ts';
import { type TestResult, testEvidence } from '../test-results.ts';

const NAME = 'tests on GitHub';
const MOST_RUNS = 100;

/** Checks of the commit with these names, the newest run of each. */
export async function githubTests(
  api: Requester,
  repository: string,
  names: readonly string[],
  { head: { sha } }: Change,
  signal: AbortSignal,
): Promise<ForgeEvidence> {
  if (sha === undefined) return none('skipped', 'what is judged is not a commit');
  const results: TestResult[] = [];
  for (const name of new Set(names)) {
    const query = `check_name=${encodeURIComponent(name)}&filter=latest&per_page=${MOST_RUNS}`;
    const reply = await api.get(`repos/${repository}/commits/${sha}/check-runs?${query}`, signal);
    if (!reply.ok) return none('failed', reply.reason);
    const runs = fields(reply.value).check_runs;
    if (!Array.isArray(runs) || runs.length >= MOST_RUNS) return none('failed', 'GitHub answered something unexpected');
    results.push(...list(runs).map(resultOf));
  }
  return testEvidence(NAME, names, results, sha);
}

function none(status: 'skipped' | 'failed', reason: string): ForgeEvidence {
  return { safeguards: [], source: { name: NAME, status, reason: `${reason}.` } };
}

function resultOf(value: unknown): TestResult {
  const { name, status, conclusion, app, completed_at: at } = fields(value);
  const shown = text(name) ?? '';
  const ended = status === 'completed' ? 'failed' : 'running';
  return {
    name: shown,
    state: status === 'completed' && conclusion === 'success' ? 'passed' : ended,
    by: `${text(fields(app).slug) ?? 'check'}/${shown}`,
    at: time(at) ?? new Date(0).toISOString(),
  };
}
