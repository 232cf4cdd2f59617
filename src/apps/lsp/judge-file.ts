import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { noCache } from '../../adapters/cache/disk-cache.ts';
import { memoryCache, readThrough } from '../../adapters/cache/memory-cache.ts';
import { check } from '../../check.ts';
import { readWaivers } from '../../decide/waivers.ts';
import type { Finding } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import { type Bench, openPlace } from '../session/open.ts';
import { withEditedFile } from './edited-file.ts';

/** What is known of one file as the editor has it. */
export interface JudgedFile {
  /** By place; what was waived is not among them. */
  readonly findings: readonly Finding[];
  readonly rules: ReadonlyMap<string, RuleDescription>;
  /** Why the file could not be read as a whole; null where it could, also half-typed. */
  readonly unread: string | null;
}

export interface FileJudge {
  /** `file` is absolute. Rejects when the signal is aborted. */
  judge(file: string, text: string, signal: AbortSignal): Promise<JudgedFile>;
  /** The base may have moved: a save, a commit, a pull. */
  forgetBases(): void;
}

/** As `check`: a file that is larger is not read, and it is said. */
const MOST_BYTES = 2 * 1024 * 1024;
const PROGRESS = { update: () => undefined };

/** Judges files as they are edited; a file that git does not know is judged by the default policy, all of it as new. */
export function createFileJudge(bench: Bench, env: Readonly<Record<string, string | undefined>>): FileJudge {
  const memory = memoryCache(noCache);
  const bases = new Map<string, string | null>();
  return {
    forgetBases: () => bases.clear(),
    async judge(file, text, signal) {
      if (Buffer.byteLength(text) > MOST_BYTES) return nothing('It is larger than 2 MB.');
      const folder = dirname(file);
      const place = await openPlace(folder, bench, { env, signal, progress: PROGRESS, cache: true, plain: true });
      try {
        const { repository } = place.ports;
        const path = place.top === null ? basename(file) : pathFrom(place.top, file);
        let base = bases.get(place.top ?? '');
        if (base === undefined || place.top === null) {
          base = repository.isGit ? (await repository.loadChange({ kind: 'default' }, signal)).change.base : null;
          if (place.top !== null) bases.set(place.top, base);
        }
        const { pending: _, ...real } = place.ports;
        const ports = { ...real, cache: readThrough(memory, real.cache) };
        const edited = await withEditedFile(repository, { path, text, base }, signal);
        const { report, facts } = await check(
          { kind: 'default' },
          { ...ports, repository: edited },
          bench.judge,
          signal,
        );
        const waivers = readWaivers(facts.safeguards, facts.now);
        const findings = report.findings.filter(
          (finding) => finding.baselineState !== 'absent' && finding.path === path && waivers.of(finding) === null,
        );
        return { findings, rules: bench.judge.rules, unread: unreadIn(report.run, path) };
      } finally {
        place.close();
      }
    },
  };

  function nothing(unread: string): JudgedFile {
    return { findings: [], rules: bench.judge.rules, unread };
  }
}

function pathFrom(top: string, file: string): string {
  return relative(top, join(realpathSync(dirname(file)), basename(file)))
    .split(sep)
    .join('/');
}

/** A file that is being typed is understood in part all the time; only what was not read at all is worth a line. */
function unreadIn(run: { readonly analyzers: readonly { readonly files: readonly FileRun[] }[] }, path: string) {
  const said = run.analyzers.flatMap(({ files }) => files.filter((file) => file.path === path));
  const refused = said.find(({ status }) => status === 'failed' || status === 'skipped');
  return refused === undefined ? null : (refused.reason ?? 'It could not be read.');
}

interface FileRun {
  readonly path: string;
  readonly status: string;
  readonly reason?: string;
}
