import type { Judge } from '../../check.ts';
import type { Ports } from '../../model/ports.ts';
import { createBench, openPlace } from '../session/open.ts';
import type { Globals } from './program.ts';
import { type ProgressLine, progressLine } from './progress.ts';

/** Everything a judging command needs, opened; `close` ends threads and git processes. */
export interface Session {
  readonly ports: Ports;
  readonly judge: Judge;
  readonly progress: ProgressLine;
  /** Path of the folder from the top of its repository, POSIX; empty at the top. */
  readonly under: string;
  /** The folder from which paths count; null for a bare repository. */
  readonly root: string | null;
  close(): Promise<void>;
}

/** Opens the repository around a folder; a folder that git does not know only where `plain` allows it. */
export async function openSession(folder: string, { cache, terminal }: Globals, plain = false): Promise<Session> {
  const { env, signal } = terminal;
  const progress = progressLine(terminal);
  const bench = createBench(env);
  const { ports, under, top, close } = await openPlace(folder, bench, { env, signal, progress, cache, plain });
  return {
    ports,
    judge: bench.judge,
    progress,
    under,
    root: ports.repository.isGit ? top : folder,
    async close() {
      progress.clear();
      await bench.analysts.close();
      close();
    },
  };
}
