import type { Progress } from '../../model/ports.ts';
import type { Terminal } from './terminal.ts';

/** A short run stays silent: progress starts after this many milliseconds. */
const QUIET_FOR = 1000;
const REDRAW_EVERY = 100;

export interface ProgressLine extends Progress {
  /** Removes the line, before anything else is printed. */
  clear(): void;
}

/** One line on stderr with counts and the time left, on a terminal only. */
export function progressLine(terminal: Terminal, now: () => number = () => performance.now()): ProgressLine {
  if (!terminal.progress) return { update: () => undefined, clear: () => undefined };
  const started = now();
  let step = '';
  let stepStarted = started;
  let drawn = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(name, done, total) {
      const at = now();
      if (name !== step) {
        step = name;
        stepStarted = at;
      }
      if (at - started < QUIET_FOR || at - drawn < REDRAW_EVERY) return;
      drawn = at;
      shown = true;
      // Where nobody knows how many there will be, only what is done is told.
      const counts = Number.isFinite(total) ? `${done} of ${total} files` : `${done}`;
      terminal.err(`\r\x1b[2K${name} ${counts}${timeLeft(at - stepStarted, done, total)}`);
    },
    clear() {
      if (shown) terminal.err('\r\x1b[2K');
      shown = false;
    },
  };
}

function timeLeft(elapsed: number, done: number, total: number): string {
  if (done === 0 || done >= total || elapsed < 300 || !Number.isFinite(total)) return '';
  const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000);
  return seconds < 60 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}
