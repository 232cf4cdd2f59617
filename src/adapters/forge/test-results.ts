import type { ForgeEvidence } from '../../model/forge.ts';
import type { Safeguard } from '../../model/safeguard.ts';

/** How one named check or job of a commit fared; the names are those that the command line gave. */
export interface TestResult {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'running';
  /** Who reported it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Tests that passed on exactly this commit, as safeguards. One that is missing or has not finished means that not all is
 * known; one that failed is known, and is no safeguard. Where a name ran several times, all runs must have passed.
 */
export function testEvidence(
  source: string,
  names: readonly string[],
  results: readonly TestResult[],
  head: string,
): ForgeEvidence {
  const safeguards: Safeguard[] = [];
  const reasons: string[] = [];
  for (const name of new Set(names)) {
    const runs = results.filter((result) => result.name === name);
    const [last] = [...runs].sort((a, b) => (a.at < b.at ? 1 : -1));
    if (last === undefined) reasons.push(`there is no ${JSON.stringify(name)} for this commit`);
    else if (runs.some(({ state }) => state === 'running')) reasons.push(`${JSON.stringify(name)} has not finished`);
    else if (runs.every(({ state }) => state === 'passed')) {
      safeguards.push({ kind: 'test', covers: ['**'], by: { id: last.by, kind: 'tool' }, at: last.at, head });
    }
  }
  if (reasons.length === 0) return { safeguards, source: { name: source, status: 'complete' } };
  return { safeguards, source: { name: source, status: 'partial', reason: `${reasons.join('; ')}.` } };
}
