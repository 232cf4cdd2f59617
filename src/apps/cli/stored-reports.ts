import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { PastChange } from '../../decide/replay.ts';
import { readFault } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { Report } from '../../model/report.ts';

const CHUNK = 1024 * 1024;

/**
 * Past changes from a file of reports, one JSON a line, read as they are asked for: a hundred thousand of them need no memory.
 * Each is judged as of its newest commit. Throws `path/not-readable`, and `config/not-valid` with the line that is no report.
 */
export function* storedReports(path: string): Generator<PastChange> {
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    if (line.trim() === '') continue;
    const report = reportIn(line);
    if (report === null) {
      throw new CountersignError(
        'config/not-valid',
        `${path}:${number} is no report (check --format json, one a line).`,
      );
    }
    const { change, run, attributions, findings, safeguards, decision } = report;
    const now =
      change.commits
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? new Date().toISOString();
    const actor = { id: '', kind: 'unknown' } as const;
    const facts = { change, run, attributions, findings, safeguards, now, actor, sources: [] };
    yield { id: change.head.sha?.slice(0, 12) ?? `line ${number}`, facts, outcome: decision.outcome };
  }
}

function reportIn(line: string): Report | null {
  try {
    const value = JSON.parse(line) as Partial<Report> | null;
    const whole = value?.version === 1 && value.change?.commits !== undefined && value.decision?.outcome !== undefined;
    return whole ? (value as Report) : null;
  } catch {
    return null;
  }
}

function* linesOf(path: string): Generator<string> {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (cause) {
    throw new CountersignError('path/not-readable', `Cannot read ${path}: ${readFault(cause)}.`, { cause });
  }
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(CHUNK);
    let rest = '';
    for (let size = readSync(handle, buffer); size > 0; size = readSync(handle, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, size))).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    yield rest + decoder.end();
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    throw new CountersignError('path/not-readable', `Cannot read ${path}: ${readFault(cause)}.`, { cause });
  } finally {
    closeSync(handle);
  }
}
