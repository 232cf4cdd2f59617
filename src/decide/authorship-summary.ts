import type { Attribution } from '../model/attribution.ts';
import type { ChangedFile } from '../model/change.ts';
import type { Facts } from '../model/decision.ts';
import type { Policy, Tier } from '../model/policy.ts';
import { byPath, changedLines, type LineCounts } from './authorship.ts';
import { readTiers } from './tiers.ts';

interface ToolLines {
  readonly tool: string;
  readonly model?: string;
  readonly lines: number;
}

/** Who wrote a change, as figures that evidence can carry: lines that it brings, never their text. */
interface AuthorshipFigures {
  readonly lines: LineCounts;
  readonly basis: Readonly<Record<Attribution['basis'], number>>;
  /** Assistants on record, most lines first. */
  readonly tools: readonly ToolLines[];
  readonly files: readonly ({ readonly path: string; readonly tier: Tier } & LineCounts)[];
}

/** Lines of the change by author, by grade of evidence, by assistant and by file. */
export function summarizeAuthorship({ change, attributions }: Facts, policy: Policy): AuthorshipFigures {
  const tiers = readTiers(policy.tiers);
  const known = byPath(attributions);
  const lines = { human: 0, ai: 0, mixed: 0, unknown: 0 };
  const basis = { recorded: 0, declared: 0, inferred: 0, none: 0 };
  const tools = new Map<string, ToolLines>();
  const files = change.files.map((file) => {
    const own = known.get(file.path) ?? [];
    const counts = changedLines(file, own);
    for (const who of ['human', 'ai', 'mixed', 'unknown'] as const) lines[who] += counts[who];
    let [said, all] = [0, counts.human + counts.ai + counts.mixed + counts.unknown];
    for (const attribution of own) {
      const changed = Math.min(linesWithin(file, attribution), all - said);
      if (changed <= 0) continue;
      said += changed;
      basis[attribution.basis] += changed;
      if (attribution.contributor === 'ai' || attribution.contributor === 'mixed') add(tools, attribution, changed);
    }
    basis.none += Math.max(0, all - said);
    return { path: file.path, tier: tiers.of(file), ...counts };
  });
  const ranked = [...tools.values()].sort((a, b) => b.lines - a.lines || (a.tool < b.tool ? -1 : 1));
  return { lines, basis, tools: ranked, files };
}

function linesWithin({ hunks }: ChangedFile, { startLine, endLine }: Attribution): number {
  let lines = 0;
  for (const { newStart, newLines } of hunks) {
    lines += Math.max(0, Math.min(endLine, newStart + newLines - 1) - Math.max(startLine, newStart) + 1);
  }
  return lines;
}

function add(
  tools: Map<string, ToolLines>,
  { tool = 'an assistant that nobody names', model }: Attribution,
  lines: number,
): void {
  const key = JSON.stringify([tool, model ?? null]);
  const before = tools.get(key)?.lines ?? 0;
  tools.set(key, { tool, ...(model === undefined ? {} : { model }), lines: before + lines });
}
