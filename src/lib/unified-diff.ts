const CONTEXT = 3;

/**
 * A patch from one text to another, as `git apply` reads it; empty where they are equal. Lines that both have at the start
 * and the end of each changed place stay out of it; lines end with `\n`, as in git.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, now] = [linesOf(before), linesOf(after)];
  const out = [`--- ${quoted(`a/${path}`)}`, `+++ ${quoted(`b/${path}`)}`];
  for (const hunk of grouped(changesOf(old, now))) {
    const [first, last] = [hunk[0]!, hunk.at(-1)!];
    const lead = Math.max(0, first.oldStart - CONTEXT);
    const tail = Math.min(old.length, last.oldEnd + CONTEXT);
    const newLead = lead + first.newStart - first.oldStart;
    out.push(`@@ -${range(lead, tail)} +${range(newLead, tail + last.newEnd - last.oldEnd)} @@`);
    let at = lead;
    for (const { oldStart, oldEnd, newStart, newEnd } of hunk) {
      out.push(...marked(' ', old.slice(at, oldStart)));
      out.push(...marked('-', old.slice(oldStart, oldEnd)), ...marked('+', now.slice(newStart, newEnd)));
      at = oldEnd;
    }
    out.push(...marked(' ', old.slice(at, tail)));
  }
  return `${out.join('\n')}\n`;
}

interface Changed {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Changes whose surroundings would overlap share a hunk. */
function grouped(changes: readonly Changed[]): Changed[][] {
  const hunks: Changed[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1);
    if (last !== undefined && change.oldStart - last.at(-1)!.oldEnd <= 2 * CONTEXT) last.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

/** Lines with a mark where the last one has no end. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop()!;
  if (last !== '') lines.push(`${last}\n`);
  return lines;
}

/**
 * Changed places, by a walk that looks for the nearest lines at which both sides meet again: texts here differ in a few
 * short places, so that is enough.
 */
function changesOf(old: readonly string[], now: readonly string[]): Changed[] {
  const changes: Changed[] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      a++;
      b++;
      continue;
    }
    const [oldEnd, newEnd] = meeting(old, now, a, b);
    changes.push({ oldStart: a, oldEnd, newStart: b, newEnd });
    [a, b] = [oldEnd, newEnd];
  }
  return changes;
}

const FARTHEST = 400;

function meeting(old: readonly string[], now: readonly string[], a: number, b: number): [number, number] {
  for (let distance = 1; distance <= FARTHEST; distance++) {
    for (let skip = 0; skip <= distance; skip++) {
      const [x, y] = [a + skip, b + distance - skip];
      if (x <= old.length && y <= now.length && sameAt(old, now, x, y)) return [x, y];
    }
  }
  return [old.length, now.length];
}

/** Both end, or two lines are alike: one alone is too often a brace. */
function sameAt(old: readonly string[], now: readonly string[], x: number, y: number): boolean {
  if (x === old.length || y === now.length) return x === old.length && y === now.length;
  return old[x] === now[y] && (old[x + 1] === now[y + 1] || x + 1 === old.length);
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? `${mark}${line}\\ No newline at end of file` : `${mark}${line}`));
}

function range(start: number, end: number): string {
  const count = end - start;
  return `${count === 0 ? start : start + 1},${count}`;
}

/** As git writes a name: in quotes, with escapes, where it has a quote, a backslash or a control character. */
function quoted(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must be escaped
  const special = /["\\\x00-\x1f\x7f]/g;
  if (!special.test(name)) return name;
  const escaped = name.replace(special, (character) => {
    const octal = character.charCodeAt(0).toString(8).padStart(3, '0');
    return character === '"' || character === '\\' ? `\\${character}` : `\\${octal}`;
  });
  return `"${escaped}"`;
}
