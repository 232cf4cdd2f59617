import type { Attribution, Contributor } from '../model/attribution.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** Lines that one tool wrote or had a hand in. */
interface ToolShare {
  readonly contributor: Contributor;
  readonly tool: string;
  readonly lines: number;
}

export interface Authorship {
  /** Lines that the change added or rewrote. */
  readonly lines: number;
  readonly by: Readonly<Record<Contributor, number>>;
  /** AI and mixed lines by tool, most lines first. */
  readonly tools: readonly ToolShare[];
}

/** Who wrote the lines of the change; a line that no attribution covers is `unknown`, never human. */
export function authorshipOf(report: Pick<Report, 'change' | 'attributions'>): Authorship {
  const byPath = attributionsByPath(report.attributions);
  const by: Record<Contributor, number> = { ai: 0, mixed: 0, human: 0, unknown: 0 };
  const tools = new Map<string, { contributor: Contributor; tool: string; lines: number }>();
  let lines = 0;
  for (const file of report.change.files) {
    const attributions = byPath.get(file.path) ?? [];
    let next = 0;
    for (const hunk of [...file.hunks].sort((a, b) => a.newStart - b.newStart)) {
      let line = hunk.newStart;
      const end = hunk.newStart + hunk.newLines - 1;
      lines += hunk.newLines;
      while (next < attributions.length && attributions[next]!.endLine < line) next++;
      for (let i = next; i < attributions.length && line <= end; i++) {
        const attribution = attributions[i]!;
        if (attribution.startLine > end) break;
        const from = Math.max(line, attribution.startLine);
        const to = Math.min(end, attribution.endLine);
        if (to < from) continue;
        by.unknown += from - line;
        by[attribution.contributor] += to - from + 1;
        line = to + 1;
        if (attribution.contributor === 'ai' || attribution.contributor === 'mixed') {
          const tool = attribution.tool ?? 'unnamed tool';
          const key = `${attribution.contributor} ${tool}`;
          const known = tools.get(key) ?? { contributor: attribution.contributor, tool, lines: 0 };
          tools.set(key, { ...known, lines: known.lines + to - from + 1 });
        }
      }
      by.unknown += Math.max(0, end - line + 1);
    }
  }
  const ranked = [...tools.values()].sort((a, b) => b.lines - a.lines || compare(a.tool, b.tool));
  return { lines, by, tools: ranked };
}

/** The evidence about the lines of a finding; where people and assistants share them, that of the assistant. */
export function evidenceOf(finding: Finding, byPath: ReadonlyMap<string, readonly Attribution[]>): Attribution | null {
  const { startLine, endLine } = finding.region;
  const touching = (byPath.get(finding.path) ?? []).filter(
    (one) => one.startLine <= endLine && one.endLine >= startLine,
  );
  const same = touching.find((one) => one.contributor === finding.contributor);
  if (same || finding.contributor !== 'mixed') return same ?? null;
  return touching.find((one) => one.contributor === 'ai') ?? null;
}

/** Attributions of each path by line. */
export function attributionsByPath(attributions: readonly Attribution[]): Map<string, Attribution[]> {
  const byPath = new Map<string, Attribution[]>();
  for (const attribution of attributions) {
    const known = byPath.get(attribution.path);
    if (known) known.push(attribution);
    else byPath.set(attribution.path, [attribution]);
  }
  for (const list of byPath.values()) list.sort((a, b) => a.startLine - b.startLine || a.endLine - b.endLine);
  return byPath;
}

/** Order of code units: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
