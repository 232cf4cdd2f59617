import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { openFolder } from '../../adapters/folder/folder.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { createAnalysts } from '../../adapters/threads/analysts.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import { describeRule } from '../../analyze/findings.ts';
import type { RuleSpec } from '../../analyze/rule.ts';
import type { Model } from '../../analyze/taint/model.ts';
import type { Judge } from '../../check.ts';
import { digestOf } from '../../lib/hash.ts';
import { BUILD, VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { Analysts, Cache, Ports, Progress, Repository } from '../../model/ports.ts';
import type { UserRules } from '../../model/user-rule.ts';
import { createParser, type SourceParser } from '../../parse/parser.ts';
import { rules } from '../../rules/index.ts';
import { fileAuthorsIn } from './file-authors.ts';
import { openCache } from './kept.ts';
import { pendingIn } from './pending.ts';
import { checkedNotes } from './records.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What judges and what reads files: made once a process, used for any number of repositories. */
export interface Bench {
  readonly judge: Judge;
  readonly analysts: Analysts;
}

/** One repository, opened for judging; `close` ends its git processes and leaves the bench alone. */
export interface Opened {
  readonly ports: Ports;
  /** Path of the folder from the top of its repository, POSIX; empty at the top. */
  readonly under: string;
  /** Absolute path of the work tree; null for a bare repository, and for a folder that git does not know. */
  readonly top: string | null;
  close(): void;
}

export interface OpenOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** False: neither read nor write the cache of analysed files. */
  readonly cache: boolean | Cache;
  /** Also a folder that git does not know. */
  readonly plain?: boolean;
}

export function createBench(env: Environment): Bench {
  const parser = createParser(fileGrammars());
  const bench = benchWith(env, parser, { rules, models: [] }, null);
  const extend: NonNullable<Judge['extend']> = async (own) => {
    const { compileUserRules } = await import('../../analyze/user-rules/compile.ts');
    const compiled = await compileUserRules(own, new Set(rules.map(({ id }) => id)), parser);
    const all = { rules: [...rules, ...compiled.rules], models: compiled.models };
    return { ...benchWith(env, parser, all, own), faults: compiled.faults };
  };
  return { ...bench, judge: { ...bench.judge, extend } };
}

interface Known {
  readonly rules: readonly RuleSpec[];
  readonly models: readonly Model[];
}

/** Judge and threads for one set of rules; `own` are those among them that a thread has to be told. */
function benchWith(
  env: Environment,
  parser: SourceParser,
  { rules: all, models }: Known,
  own: UserRules | null,
): Bench {
  const analyzer = createAnalyzer({ rules: all, models, parser });
  const threadEntry = BUILD === null ? undefined : new URL('./thread.js', import.meta.url);
  return {
    judge: {
      analyzer,
      rules: new Map(all.map((rule) => [rule.id, describeRule(rule)])),
      rulesDigest: digestOf({ version: VERSION, build: BUILD ?? 'source', ...(own === null ? {} : { own }) }),
      actor: { id: env.COUNTERSIGN_ACTOR ?? 'unknown', kind: 'unknown' },
    },
    analysts: createAnalysts({
      analyzeFile: (job) => analyzer.analyzeFile(job),
      analyzeProgram: (files) => analyzer.analyzeProgram(files),
      ...(threadEntry === undefined ? {} : { entry: threadEntry }),
      ...(own === null ? {} : { workerData: own }),
    }),
  };
}

/** Opens the repository around a folder; throws `git/not-a-repository` where there is none, unless `plain` allows it. */
export async function openPlace(folder: string, { analysts }: Bench, options: OpenOptions): Promise<Opened> {
  const { repository, under, top, gitDirectory, close } = await open(folder, options);
  const cache = await openCache(gitDirectory, options);
  return {
    ports: {
      repository,
      analysts,
      cache,
      clock: { now: () => new Date().toISOString() },
      progress: options.progress,
      ...(gitDirectory === null
        ? {}
        : { pending: pendingIn(gitDirectory, repository, folder), fileAuthors: fileAuthorsIn(folder, cache) }),
    },
    under,
    top,
    close,
  };
}

interface Found {
  readonly repository: Repository;
  readonly under: string;
  readonly top: string | null;
  readonly gitDirectory: string | null;
  close(): void;
}

async function open(folder: string, { plain, signal }: OpenOptions): Promise<Found> {
  try {
    const repository = await openRepository(folder, { signal });
    const { gitDirectory, top } = repository;
    const under = top === null ? '' : relative(top, realpathSync(folder)).replaceAll('\\', '/');
    const records = checkedNotes(repository, gitDirectory);
    return { repository: records, under, top, gitDirectory, close: () => repository.close() };
  } catch (error) {
    if (!plain || !(error instanceof CountersignError) || error.code !== 'git/not-a-repository') throw error;
    return { repository: openFolder(folder), under: '', top: null, gitDirectory: null, close: () => undefined };
  }
}
