import type { Finding, Level } from '../model/finding.ts';
import { compare } from './authorship.ts';

/** Findings of one file: some in full, the rest by rule and place. */
export interface FileFindings {
  readonly path: string;
  readonly shown: readonly Finding[];
  readonly folded: readonly FoldedRule[];
}

interface FoldedRule {
  readonly ruleId: string;
  readonly level: Level;
  readonly lines: readonly number[];
}

export interface Selection {
  readonly files: readonly FileFindings[];
  readonly shown: number;
  /** New findings that no file above mentions, and in how many files they are. */
  readonly hidden: number;
  readonly hiddenFiles: number;
  /** Their rules, most findings first. */
  readonly hiddenRules: readonly { readonly ruleId: string; readonly findings: number }[];
}

export interface SelectionLimits {
  /** Findings in full, over all files. */
  readonly total: number;
  /** Findings in full of one rule in one file. */
  readonly perRule: number;
  /** Files that are named at all. */
  readonly files: number;
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Worst first, then by place; the same findings in any order give the same list. */
export function rank(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      WEIGHT[a.level] - WEIGHT[b.level] ||
      compare(a.path, b.path) ||
      a.region.startLine - b.region.startLine ||
      a.region.startColumn - b.region.startColumn ||
      compare(a.ruleId, b.ruleId),
  );
}

/** The findings to read, by file with the worst file first, so that a list of thousands stays a list one can read. */
export function select(findings: readonly Finding[], limits: SelectionLimits): Selection {
  const files = new Map<string, { shown: Finding[]; folded: Map<string, Finding[]>; rules: Map<string, number> }>();
  let shown = 0;
  let hidden = 0;
  const hiddenFiles = new Set<string>();
  const hiddenRules = new Map<string, number>();
  for (const finding of rank(findings)) {
    let file = files.get(finding.path);
    if (!file) {
      if (files.size >= limits.files || shown >= limits.total) {
        hidden++;
        hiddenFiles.add(finding.path);
        hiddenRules.set(finding.ruleId, (hiddenRules.get(finding.ruleId) ?? 0) + 1);
        continue;
      }
      file = { shown: [], folded: new Map(), rules: new Map() };
      files.set(finding.path, file);
    }
    const seen = file.rules.get(finding.ruleId) ?? 0;
    file.rules.set(finding.ruleId, seen + 1);
    if (seen < limits.perRule && shown < limits.total) {
      file.shown.push(finding);
      shown++;
    } else {
      const folded = file.folded.get(finding.ruleId);
      if (folded) folded.push(finding);
      else file.folded.set(finding.ruleId, [finding]);
    }
  }
  return {
    files: [...files].map(([path, file]) => ({
      path,
      shown: file.shown.sort((a, b) => a.region.startLine - b.region.startLine),
      folded: [...file.folded].map(([ruleId, list]) => ({
        ruleId,
        level: list[0]!.level,
        lines: list.map((finding) => finding.region.startLine),
      })),
    })),
    shown,
    hidden,
    hiddenFiles: hiddenFiles.size,
    hiddenRules: [...hiddenRules]
      .map(([ruleId, findings]) => ({ ruleId, findings }))
      .sort((a, b) => b.findings - a.findings || compare(a.ruleId, b.ruleId)),
  };
}
