import type { BlamedRange } from '../../model/ports.ts';
import { gitFailure } from '../git/process.ts';
import { rawPath, shownPath, unquote } from '../git/raw-path.ts';
import type { Session } from '../git/session.ts';

const HEADER = /^([0-9a-f]{40,64}) (\d+) (\d+) (\d+)$/;

/** Which commit brought each line of a file, by git's own blame of a commit. */
export async function blameRange(
  session: Session,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<BlamedRange[]> {
  // `blame` takes no --end-of-options; the commit is an id, so that nothing here can be an option.
  const args = ['blame', '--incremental', '-w', commit, '--', rawPath(path)];
  const result = await session.git.run(args, { signal, outputCap: 256 * 1024 * 1024 });
  if (result.code !== 0) throw gitFailure(`git blame of ${path} failed`, result);
  const blamed: BlamedRange[] = [];
  let open: { commit: string; originalStart: number; start: number; lines: number } | undefined;
  for (const line of result.output.toString('latin1').split('\n')) {
    const [, sha, originalStart, start, lines] = HEADER.exec(line) ?? [];
    if (sha !== undefined) {
      open = { commit: sha, originalStart: Number(originalStart), start: Number(start), lines: Number(lines) };
    } else if (open && line.startsWith('filename ')) {
      blamed.push({ ...open, path: shownPath(unquote(line.slice(9))) });
      open = undefined;
    }
  }
  return blamed.sort((a, b) => a.start - b.start);
}
