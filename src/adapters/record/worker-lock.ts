import { existsSync, linkSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The right to record; while it is held nobody else in this clone does. */
export interface Turn {
  /** True when a hook has called since the last look. */
  calledAgain(): boolean;
  end(): void;
}

const REBASE_WAIT_MS = 30_000;
const STEP_MS = 50;
const QUEUE_CAP = 1024 * 1024;

/**
 * One worker at a time, by a file that holds its process id; a file whose process is gone is taken over. `leave` gives
 * null when somebody else is at it (they will see the call) or while a rebase is under way (its end calls again).
 */
export async function takeTurn(
  { commonDir, gitDir }: { readonly commonDir: string; readonly gitDir: string },
  otherwise: 'leave' | 'wait',
  signal: AbortSignal,
): Promise<Turn | null> {
  const path = join(commonDir, 'countersign', 'worker');
  const queue = join(commonDir, 'countersign', 'queue');
  // From here on a hook sees the worker itself, or that nobody is at it.
  const started = (): void => {
    if (otherwise === 'leave') rmSync(join(commonDir, 'countersign', 'starting'), { force: true });
  };
  const isRebasing = (): boolean =>
    existsSync(join(gitDir, 'rebase-merge')) || existsSync(join(gitDir, 'rebase-apply'));
  // The hook at the end of a rebase runs a moment before its state is removed.
  for (let waited = 0; isRebasing() && waited < (otherwise === 'leave' ? 2000 : 0); waited += STEP_MS) {
    await sleep(STEP_MS, undefined, { signal });
  }
  if (isRebasing() && otherwise === 'leave') {
    started();
    return null;
  }
  for (let waited = 0; !acquire(path); waited += STEP_MS) {
    if (otherwise === 'leave' || waited > REBASE_WAIT_MS) {
      started();
      return null;
    }
    await sleep(STEP_MS, undefined, { signal });
  }
  started();
  // What was called so far is seen by this turn: the list of calls only has to say that there were some.
  if (sizeOf(queue) > QUEUE_CAP) truncateSync(queue, 0);
  let seen = sizeOf(queue);
  return {
    calledAgain() {
      const now = sizeOf(queue);
      const again = now !== seen;
      seen = now;
      return again;
    },
    end() {
      rmSync(path, { force: true });
    },
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function acquire(path: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    writeFileSync(own, `${process.pid}\n`);
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        // The file appears whole or not at all, so that nobody reads an empty one.
        linkSync(own, path);
        return true;
      } catch {
        if (isRunning(path)) return false;
        rmSync(path, { force: true });
      }
    }
    return false;
  } catch {
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function isRunning(path: string): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
