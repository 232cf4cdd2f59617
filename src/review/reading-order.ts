import type { Contributor } from '../model/attribution.ts';
import type { Change, ChangedFile } from '../model/change.ts';
import type { Finding, Level } from '../model/finding.ts';
import type { Tier } from '../model/policy.ts';
import type { ReadingStep } from '../model/report.ts';
import type { Run } from '../model/run.ts';

/** What a reading order is made from; how a tier and the authors of a file are told is handed in. */
export interface ReadingMaterial {
  readonly change: Change;
  readonly findings: readonly Finding[];
  readonly run: Run;
  tierOf(file: ChangedFile): Tier;
  /** Changed lines of the file by who wrote them. */
  linesOf(file: ChangedFile): Readonly<Record<Contributor, number>>;
}

const TIER_WEIGHT: Readonly<Record<Tier, number>> = { critical: 40, standard: 10, contained: 0 };
const LEVEL_WEIGHT: Readonly<Record<Level, number>> = { error: 30, warning: 10, note: 1 };

/**
 * Lines a person reads with care in an hour. Inspections find least above 400 to 500 lines an hour (Cohen, Best Kept
 * Secrets of Peer Code Review, 2006, ch. 5).
 */
const LINES_AN_HOUR = 400;

/**
 * What to read first: where a mistake costs most, where something was found, where nobody knows who wrote it or an
 * assistant did, and where no analyzer could look. The same material always gives the same order.
 */
export function readingOrder(material: ReadingMaterial): readonly ReadingStep[] {
  const fresh = newByPath(material.findings);
  const unread = unreadPaths(material.run);
  return material.change.files
    .map((file) => stepFor(file, material, fresh.get(file.path) ?? [], unread.has(file.path)))
    .sort((a, b) => b.weight - a.weight || b.step.lines - a.step.lines || (a.step.path < b.step.path ? -1 : 1))
    .map(({ step }) => step);
}

function stepFor(
  file: ChangedFile,
  { tierOf, linesOf }: ReadingMaterial,
  findings: readonly Finding[],
  unread: boolean,
): { weight: number; step: ReadingStep } {
  const tier = tierOf(file);
  const by = linesOf(file);
  const lines = by.human + by.ai + by.mixed + by.unknown;
  const machine = by.ai + by.mixed;
  const removed = file.hunks.reduce((sum, { oldLines }) => sum + oldLines, 0);
  const because: string[] = [];
  let weight = TIER_WEIGHT[tier];
  if (tier === 'critical') because.push('It is critical by the policy.');
  for (const level of ['error', 'warning', 'note'] as const) {
    const found = findings.filter((finding) => finding.level === level).length;
    if (found === 0) continue;
    because.push(`It brings ${found} new ${level}${found === 1 ? '' : 's'}.`);
    weight += LEVEL_WEIGHT[level] * Math.min(found, 3);
  }
  if (unread) {
    because.push('Not every analyzer could read what changed in it.');
    weight += 15;
  }
  if (lines > 0 && by.unknown > 0) {
    because.push(`Changed lines of no known author: ${by.unknown} of ${lines}.`);
    weight += 8 * (by.unknown / lines);
  }
  if (lines > 0 && machine > 0) {
    because.push(`Changed lines by an assistant, alone or with a person: ${machine} of ${lines}.`);
    weight += 8 * (machine / lines);
  }
  if (file.status === 'deleted' || (lines === 0 && removed > 0)) {
    because.push(`It only takes away: ${removed} line${removed === 1 ? '' : 's'}.`);
    weight += 3;
  }
  if (because.length === 0) because.push('Nothing speaks for reading it early.');
  const at = [...findings]
    .sort((a, b) => LEVEL_WEIGHT[b.level] - LEVEL_WEIGHT[a.level] || a.region.startLine - b.region.startLine)
    .map(({ region }) => region.startLine);
  const minutes = Math.max(1, Math.ceil((60 * Math.max(lines, removed / 4)) / LINES_AN_HOUR));
  return { weight, step: { path: file.path, tier, lines, because, at: [...new Set(at)].slice(0, 10), minutes } };
}

function newByPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const map = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.baselineState !== 'new') continue;
    const known = map.get(finding.path);
    if (known === undefined) map.set(finding.path, [finding]);
    else known.push(finding);
  }
  return map;
}

function unreadPaths({ analyzers }: Run): ReadonlySet<string> {
  return new Set(analyzers.flatMap(({ files }) => files.flatMap((file) => (file.touchesChange ? [file.path] : []))));
}
