import type { Attribution } from '../../model/attribution.ts';
import type { Finding, Level } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import { evidenceOf } from '../authorship.ts';
import { clip, clipStart, columns } from '../columns.ts';
import { codeFrame } from '../frame.ts';
import { authorPhrase, count, figure } from '../phrases.ts';
import { visible } from '../visible.ts';
import { code, fenced, literal, message } from './literal.ts';

const LEVEL_ICONS: Readonly<Record<Level, string>> = { error: '⛔', warning: '⚠️', note: 'ℹ️' };
const LONGEST_FLOW = 12;
const LONGEST_TEXT = 400;
const MOST_ROWS = 30;

export interface FindingContext {
  readonly rules: ReadonlyMap<string, RuleDescription>;
  readonly attributions: ReadonlyMap<string, readonly Attribution[]>;
}

/** A name of a stranger, short enough for a line; of a path the end tells more. */
export function pathCode(path: string, line?: number): string {
  return code(`${clipStart(visible(path.slice(-600)), 120, '…')}${line === undefined ? '' : `:${line}`}`);
}

export function sentence(text: string): string {
  return message(clip(visible(text.slice(0, 4 * LONGEST_TEXT)), LONGEST_TEXT, '…'));
}

/** One finding in full. */
export function findingBlock(finding: Finding, context: FindingContext): string {
  const rule = context.rules.get(finding.ruleId);
  const evidence = evidenceOf(finding, context.attributions);
  const fix = finding.fix?.description ?? rule?.fix;
  const frame = frameLines(finding);
  return [
    `#### ${LEVEL_ICONS[finding.level]} ${pathCode(finding.path, finding.region.startLine)}`,
    '',
    `**${finding.level}** ${sentence(finding.message)}`,
    '',
    ...(frame.length === 0 ? [] : [fenced(frame), '']),
    `- **Rule:** ${code(clip(visible(finding.ruleId), 120, '…'))} (${finding.confidence})`,
    `- **By:** ${literal(clip(visible(authorPhrase(finding.contributor, evidence)), 160, '…'))}`,
    ...(rule ? [`- **Why:** ${sentence(rule.why)}`] : []),
    ...(fix === undefined ? [] : [`- **Fix:** ${sentence(fix)}`]),
    '',
    ...flowLines(finding),
  ].join('\n');
}

/** What is not shown in full, by rule. */
export function foldedTable(findings: readonly Finding[]): string {
  const byRule = new Map<string, { first: Finding; count: number; paths: Set<string> }>();
  for (const finding of findings) {
    const row = byRule.get(finding.ruleId) ?? { first: finding, count: 0, paths: new Set() };
    row.count++;
    row.paths.add(finding.path);
    byRule.set(finding.ruleId, row);
  }
  const rows = [...byRule].slice(0, MOST_ROWS).map(([ruleId, { first, count: found, paths }]) => {
    const id = code(clip(visible(ruleId), 80, '…'));
    return `| ${first.level} | ${id} | ${figure(found)} | ${figure(paths.size)} | ${pathCode(first.path, first.region.startLine)} |`;
  });
  const more = byRule.size - rows.length;
  return [
    `<details><summary>${count(findings.length, 'more finding')} in this change</summary>`,
    '',
    '| Level | Rule | Findings | Files | The first |',
    '| --- | --- | ---: | ---: | --- |',
    ...rows,
    ...(more > 0 ? ['', `and ${count(more, 'more rule')}`] : []),
    '',
    '</details>',
    '',
  ].join('\n');
}

function frameLines(finding: Finding): string[] {
  if (!finding.snippet) return [];
  const size = String(finding.region.endLine + 2).length;
  const single = finding.region.startLine === finding.region.endLine;
  const lines: string[] = [];
  for (const row of codeFrame(finding.snippet, finding.region, { width: 96, mark: '…' })) {
    if ('omitted' in row) {
      lines.push(`${' '.repeat(size + 2)} │ … ${count(row.omitted, 'line')}`);
      continue;
    }
    const mark = row.marked ? '>' : ' ';
    lines.push(`${mark} ${String(row.number).padStart(size)} │ ${row.before}${row.span}${row.after}`.trimEnd());
    const width = columns(row.span);
    if (row.marked && single && width > 0) {
      lines.push(`${' '.repeat(size + 2)} │ ${' '.repeat(columns(row.before))}${'^'.repeat(width)}`);
    }
  }
  return lines;
}

function flowLines(finding: Finding): string[] {
  const flow = finding.codeFlow ?? [];
  if (flow.length === 0) return [];
  const steps = flow
    .slice(0, LONGEST_FLOW)
    .map((step, i) => `${i + 1}. ${pathCode(step.path, step.region.startLine)} ${sentence(step.message)}`);
  const more = flow.length - steps.length;
  return [
    `<details><summary>How it gets there, ${count(flow.length, 'step')}</summary>`,
    '',
    ...steps,
    ...(more > 0 ? ['', `and ${count(more, 'more step')}`] : []),
    '',
    '</details>',
    '',
  ];
}
