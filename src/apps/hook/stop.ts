import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StopAnswer, StopEvent } from '../../adapters/assistants/stop.ts';
import { noCache } from '../../adapters/cache/disk-cache.ts';
import { locate } from '../../adapters/git/locate.ts';
import { readTold, rememberTold } from '../../adapters/journal/told.ts';
import { check } from '../../check.ts';
import { BUILD } from '../../lib/version.ts';
import { brief, decisiveFindings } from '../../report/brief.ts';
import { createBench, openPlace } from '../session/open.ts';

/** Assistants give a hook 30 seconds and more; one that was ended says nothing at all. */
const TIME_LIMIT = 25_000;
/** An assistant that could not mend it in this many tries is not helped by another. */
const MOST_BLOCKS = 3;
const LARGEST_JOURNAL = 64 * 1024 * 1024;

/**
 * What an assistant hears before it stops: its findings where the policy blocks its change, a note for the person where
 * somebody must review it, and nothing where it may ship. Null lets it stop in silence, also when it changed nothing in this
 * session or was told of the same content before. What could not be judged is told and never blocks.
 */
export async function stopAnswer(event: StopEvent, fallback: string): Promise<StopAnswer | null> {
  const folder = event.cwd ?? fallback;
  const { commonDir, top } = locate(folder);
  if (top === null || !hasWorked(commonDir, event.session)) return null;
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const bench = createBench(process.env);
  try {
    const place = await openPlace(folder, bench, {
      env: process.env,
      signal,
      progress: { update: () => undefined },
      cache: BUILD === null ? noCache : true,
    });
    try {
      const input = await check({ kind: 'default' }, place.ports, bench.judge, signal);
      const { decision, change } = input.report;
      if (decision.empty || decision.outcome === 'ship') return null;
      const told = readTold(commonDir);
      const digest = `${decision.outcome} ${change.head.digest ?? decision.head}`;
      const { session } = event;
      if (told.some((one) => one.session === session && one.digest === digest)) return null;
      rememberTold(commonDir, { session, digest });
      const blocks = told.filter((one) => one.session === session && one.digest.startsWith('block ')).length;
      const mendable = decision.outcome === 'block' && decisiveFindings(input).length > 0;
      return { kind: mendable && blocks < MOST_BLOCKS ? 'block' : 'tell', text: brief(input) };
    } finally {
      place.close();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return { kind: 'tell', text: 'Countersign could not judge this change in time: run countersign check.' };
  } finally {
    await bench.analysts.close();
  }
}

/** Whether the journal knows of an edit in this session: a turn that only answered a question is left alone. */
function hasWorked(commonDir: string, session: string): boolean {
  const mark = `"session":${JSON.stringify(session)}`;
  return ['journal', 'journal.old'].some((name) => {
    const path = join(commonDir, 'countersign', name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > LARGEST_JOURNAL) return false;
    return readFileSync(path, 'utf8')
      .split('\n')
      .some((line) => line.includes(mark) && line.includes('"phase":"after"'));
  });
}
