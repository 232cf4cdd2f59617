import type { Attribution } from '../model/attribution.ts';
import type { LinePrints } from '../model/journal.ts';
import type { BlamedRange } from '../model/ports.ts';
import { align } from './align.ts';
import { inherit } from './inherit.ts';
import type { PrintKey } from './line-prints.ts';
import { sessionKey } from './note-writer.ts';
import { type Lineage, newestFirst } from './replay.ts';

/** Blame of a file as it stands in the work tree: lines that the commit has keep their range, the others have no commit. */
export function blameWorkTree(
  path: string,
  blamed: readonly BlamedRange[],
  committed: LinePrints,
  now: LinePrints,
): BlamedRange[] {
  const origin: (BlamedRange | undefined)[] = [];
  for (const range of blamed) for (let i = 0; i < range.lines; i++) origin[range.start - 1 + i] = range;
  const ranges: BlamedRange[] = [];
  for (const [line, old] of align(committed.hash, now.hash).entries()) {
    const range = old < 0 ? undefined : origin[old];
    const start = line + 1;
    if (range) ranges.push({ ...range, start, lines: 1, originalStart: range.originalStart + old + 1 - range.start });
    else ranges.push({ start, lines: 1, commit: null, path, originalStart: start });
  }
  return ranges;
}

/** Lines that are not committed yet but that the journal saw an assistant write. */
export function pendingAuthors(
  attributions: readonly Attribution[],
  now: LinePrints,
  lineage: Lineage,
  workTree: string,
  path: string,
  key: PrintKey,
): Attribution[] {
  const seen = inherit(now, newestFirst(lineage.versions(workTree, path)), key);
  return attributions.flatMap((attribution) => {
    if (attribution.commit !== undefined) return [attribution];
    const lines: Attribution[] = [];
    for (let line = attribution.startLine; line <= attribution.endLine; line++) {
      const session = sessionAt(lineage, seen[line - 1]);
      const last = lines.at(-1);
      const next: Attribution = session
        ? { path, startLine: line, endLine: line, contributor: 'ai', basis: 'recorded', source: 'hook', ...session }
        : { ...attribution, startLine: line, endLine: line };
      if (last && last.tool === next.tool && last.session === next.session && last.model === next.model)
        lines[lines.length - 1] = { ...last, endLine: line };
      else lines.push(next);
    }
    return lines;
  });
}

function sessionAt({ sessions }: Lineage, number = -1): Pick<Attribution, 'tool' | 'model' | 'session'> | undefined {
  const session = sessions[number];
  return session && { ...session, session: sessionKey(session.tool, session.session) };
}
