import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { cacheSecret, diskCache, noCache } from '../../adapters/cache/disk-cache.ts';
import { openFolder } from '../../adapters/folder/folder.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { createAnalysts } from '../../adapters/threads/analysts.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import { describeRule } from '../../analyze/findings.ts';
import type { Judge } from '../../check.ts';
import { digestOf } from '../../lib/hash.ts';
import { BUILD, VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { Cache, Ports, Repository } from '../../model/ports.ts';
import { createParser } from '../../parse/parser.ts';
import { rules } from '../../rules/index.ts';
import { pendingIn } from './pending.ts';
import type { Globals } from './program.ts';
import { type ProgressLine, progressLine } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Everything a judging command needs, opened; `close` ends threads and git processes. */
export interface Session {
  readonly ports: Ports;
  readonly judge: Judge;
  readonly progress: ProgressLine;
  /** Path of the folder from the top of its repository, POSIX; empty at the top. */
  readonly under: string;
  close(): Promise<void>;
}

/** Opens the repository around a folder; a folder that git does not know only where `plain` allows it. */
export async function openSession(folder: string, globals: Globals, plain = false): Promise<Session> {
  const { terminal } = globals;
  const { repository, under, gitDirectory, close } = await open(folder, plain, terminal.signal);
  const analyzer = createAnalyzer({ rules, parser: createParser(fileGrammars()) });
  const threadEntry = BUILD === null ? undefined : new URL('./thread.js', import.meta.url);
  const analysts = createAnalysts({
    analyzeFile: (job) => analyzer.analyzeFile(job),
    ...(threadEntry === undefined ? {} : { entry: threadEntry }),
  });
  const progress = progressLine(terminal);
  return {
    ports: {
      repository,
      analysts,
      cache: await openCache(gitDirectory, globals),
      clock: { now: () => new Date().toISOString() },
      progress,
      ...(gitDirectory === null ? {} : { pending: pendingIn(gitDirectory, repository, folder) }),
    },
    judge: {
      analyzer,
      rules: new Map(rules.map((rule) => [rule.id, describeRule(rule)])),
      rulesDigest: digestOf({ version: VERSION, build: BUILD ?? 'source' }),
      actor: { id: terminal.env.COUNTERSIGN_ACTOR ?? 'unknown', kind: 'unknown' },
    },
    progress,
    under,
    async close() {
      progress.clear();
      await analysts.close();
      close();
    },
  };
}

interface Opened {
  readonly repository: Repository;
  readonly under: string;
  readonly gitDirectory: string | null;
  close(): void;
}

async function open(folder: string, plain: boolean, signal: AbortSignal): Promise<Opened> {
  try {
    const repository = await openRepository(folder, { signal });
    const { gitDirectory, top } = repository;
    const under = top === null ? '' : relative(top, realpathSync(folder)).replaceAll('\\', '/');
    return { repository, under, gitDirectory, close: () => repository.close() };
  } catch (error) {
    if (!plain || !(error instanceof CountersignError) || error.code !== 'git/not-a-repository') throw error;
    return { repository: openFolder(folder), under: '', gitDirectory: null, close: () => undefined };
  }
}

/** From source the rules change under the same version, so nothing is remembered. */
async function openCache(gitDirectory: string | null, { cache, terminal }: Globals): Promise<Cache> {
  if (!cache || gitDirectory === null || BUILD === null) return noCache;
  return diskCache(join(gitDirectory, 'countersign', 'cache'), { secret: await cacheSecret(stateFolder(terminal)) });
}

/** Where this user's own state lies: never inside a repository. */
function stateFolder({ env }: Terminal): string {
  const base = env.XDG_STATE_HOME ?? '';
  return join(base.startsWith('/') ? base : join(env.HOME ?? homedir(), '.local', 'state'), 'countersign');
}
