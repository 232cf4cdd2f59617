import type { Attribution, Contributor } from '../model/attribution.ts';
import type { ChangedFile } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';

/** Lines that a change brings to one file, by who wrote them. */
export type LineCounts = Readonly<Record<Contributor, number>>;

/** Weakest claim last: where records disagree about a line, the earlier of these holds. */
const BY_SUSPICION = ['ai', 'mixed', 'unknown', 'human'] as const;

/** Attributions by path, for those who ask about many files. */
export function byPath(attributions: readonly Attribution[]): ReadonlyMap<string, readonly Attribution[]> {
  const map = new Map<string, Attribution[]>();
  for (const attribution of attributions) {
    const known = map.get(attribution.path);
    if (known === undefined) map.set(attribution.path, [attribution]);
    else known.push(attribution);
  }
  return map;
}

/**
 * Who wrote the changed lines of a file. A line that nothing speaks of is `unknown`; one of which records disagree is
 * what the most suspicious of them says. Sweeps over the ends of ranges, so a file of any length costs its ranges.
 */
export function changedLines(file: ChangedFile, attributions: readonly Attribution[]): LineCounts {
  const counts: Record<Contributor, number> = { human: 0, ai: 0, mixed: 0, unknown: 0 };
  const open: Record<Contributor, number> = { human: 0, ai: 0, mixed: 0, unknown: 0 };
  const ends: { line: number; who: Contributor | null; step: 1 | -1 }[] = [];
  for (const { newStart, newLines } of file.hunks) {
    if (newLines > 0)
      ends.push({ line: newStart, who: null, step: 1 }, { line: newStart + newLines, who: null, step: -1 });
  }
  if (ends.length === 0) return counts;
  for (const { startLine, endLine, contributor } of attributions) {
    ends.push({ line: startLine, who: contributor, step: 1 }, { line: endLine + 1, who: contributor, step: -1 });
  }
  ends.sort((a, b) => a.line - b.line);
  let changed = 0;
  let from = 0;
  for (const { line, who, step } of ends) {
    if (changed > 0) counts[BY_SUSPICION.find((one) => open[one] > 0) ?? 'unknown'] += line - from;
    from = line;
    if (who === null) changed += step;
    else open[who] += step;
  }
  return counts;
}

/** True when the change takes lines away without putting others there: nothing says who did that. */
export function onlyRemoves({ hunks, status }: ChangedFile): boolean {
  return status === 'deleted' || hunks.some(({ oldLines, newLines }) => oldLines > 0 && newLines === 0);
}

/**
 * Whether a file has lines of one of these authors. A change that leaves no line to ask about (lines taken away, a rename, a
 * picture) has no known author.
 */
export function isBy(file: ChangedFile, lines: LineCounts, authors: readonly Contributor[]): boolean {
  const silent = onlyRemoves(file) || lines.human + lines.ai + lines.mixed + lines.unknown === 0;
  return authors.some((who) => lines[who] > 0 || (who === 'unknown' && silent));
}

/** Who answers for a finding: what it says itself, unless the record of its lines is more suspicious. */
export function authorOf(finding: Finding, attributions: ReadonlyMap<string, readonly Attribution[]>): Contributor {
  const { startLine, endLine } = finding.region;
  const claims = new Set<Contributor>([finding.contributor]);
  for (const attribution of attributions.get(finding.path) ?? []) {
    if (attribution.startLine <= endLine && attribution.endLine >= startLine) claims.add(attribution.contributor);
  }
  return BY_SUSPICION.find((one) => claims.has(one))!;
}

/** True when the file has other bytes than before; a pure rename and a deletion bring nothing to read. */
export function bringsContent({ status, blob, previousBlob, hunks }: ChangedFile): boolean {
  return status !== 'deleted' && (blob === undefined || blob !== previousBlob || hunks.length > 0);
}
