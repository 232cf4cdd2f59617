/** One trailer of a commit message, unfolded; `key` as it was written, to be compared without case. */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

/** Lines that git writes itself: with one of them, a last paragraph may hold up to three times as much prose as trailers. */
const WRITTEN_BY_GIT = ['Signed-off-by: ', '(cherry picked from commit '];

/**
 * The trailers of a commit message as `git interpret-trailers --parse --no-divider` finds them: the last paragraph, never
 * the title, and only when all of it is trailers (or git wrote one of them and a quarter of it is trailers).
 */
export function parseTrailers(message: string): Trailer[] {
  const lines = message.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  const end = endOfText(lines, ended);
  const trailers: { key: string; value: string }[] = [];
  let open: { key: string; value: string } | undefined;
  for (let i = startOfTrailers(lines, end); i < end; i++) {
    const line = lines[i]!;
    if (startsWithSpace(line)) {
      if (open) open.value = `${open.value} ${line.replace(LEADING_SPACE, '')}`;
      continue;
    }
    const colon = separatorOf(line);
    open = colon >= 1 ? { key: trim(line.slice(0, colon)), value: line.slice(colon + 1) } : undefined;
    if (open) trailers.push(open);
  }
  return trailers.map(({ key, value }) => ({ key, value: trim(value) }));
}

/** The index after the last line that is neither blank, a comment, nor the list of conflicts that old gits appended. */
function endOfText(lines: readonly string[], ended: boolean): number {
  let end = -1;
  let inConflicts = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith('#') || line === '') {
      if (end < 0) end = i;
    } else if (line === 'Conflicts:' && (ended || i < lines.length - 1)) {
      inConflicts = true;
      if (end < 0) end = i;
    } else if (!(inConflicts && line.startsWith('\t'))) {
      end = -1;
      inConflicts = false;
    }
  }
  return end < 0 ? lines.length : end;
}

function startOfTrailers(lines: readonly string[], end: number): number {
  let title = 0;
  while (title < end && (lines[title]!.startsWith('#') || !isBlank(lines[title]!))) title++;
  let onlySpaces = true;
  let byGit = false;
  let trailers = 0;
  let prose = 0;
  let folded = 0;
  for (let i = end - 1; i >= title; i--) {
    const line = lines[i]!;
    if (line.startsWith('#')) {
      prose += folded;
      folded = 0;
    } else if (isBlank(line)) {
      if (onlySpaces) continue;
      prose += folded;
      const accepted = (byGit && trailers * 3 >= prose) || (trailers > 0 && prose === 0);
      return accepted ? i + 1 : end;
    } else {
      onlySpaces = false;
      const git = WRITTEN_BY_GIT.some((prefix) => line.startsWith(prefix));
      if (git || (!startsWithSpace(line) && separatorOf(line) >= 1)) {
        byGit ||= git;
        trailers++;
        folded = 0;
      } else if (startsWithSpace(line)) {
        folded++;
      } else {
        prose += 1 + folded;
        folded = 0;
      }
    }
  }
  return end;
}

/** Where the colon after a key stands: a key is letters, digits and hyphens, and only space may follow it. */
function separatorOf(line: string): number {
  const match = /^[A-Za-z0-9-]*(?<=.)[ \t]*:|^:/.exec(line);
  return match ? match[0].length - 1 : -1;
}

/** Space as git knows it: not the other spaces of Unicode. */
const LEADING_SPACE = /^[ \t\r\n]+/;
const SPACE = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const trim = (text: string): string => text.replace(SPACE, '');
const isBlank = (line: string): boolean => trim(line) === '';
const startsWithSpace = (line: string): boolean => /^[ \t\r]/.test(line);
