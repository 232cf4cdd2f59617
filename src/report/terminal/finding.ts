import type { Attribution } from '../../model/attribution.ts';
import type { Finding } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import { evidenceOf } from '../authorship.ts';
import { clip, clipStart, columns } from '../columns.ts';
import { codeFrame } from '../frame.ts';
import { authorPhrase, count, figure } from '../phrases.ts';
import type { FileFindings } from '../selection.ts';
import { visible } from '../visible.ts';
import { type Layout, labelled, levelStyle, paragraph } from './layout.ts';

export interface FindingContext {
  readonly rules: ReadonlyMap<string, RuleDescription>;
  readonly attributions: ReadonlyMap<string, readonly Attribution[]>;
}

const INDENT = 3;
const LABEL = 6;
/** A flow longer than this shows its beginning and its end. */
const LONGEST_FLOW = 10;

/** All findings of one file under its path. */
export function fileBlock(layout: Layout, file: FileFindings, context: FindingContext): string[] {
  const { palette, marks, width } = layout;
  const path = clipStart(visible(file.path), width - 8, marks.cut);
  const rule = marks.rule.repeat(Math.max(3, Math.min(width, 100) - columns(path) - 4));
  const lines = [` ${palette.dim(marks.rule)} ${palette.bold(path)} ${palette.dim(rule)}`, ''];
  for (const finding of file.shown) lines.push(...findingBlock(layout, finding, context), '');
  for (const folded of file.folded) {
    const places = folded.lines.slice(0, 8).join(', ') + (folded.lines.length > 8 ? ` ${marks.cut}` : '');
    const text = `and ${figure(folded.lines.length)} more of ${visible(folded.ruleId)} in this file, ${
      folded.lines.length === 1 ? 'line' : 'lines'
    } ${places}`;
    const head = ' '.repeat(INDENT) + levelStyle(palette, folded.level)(marks[folded.level]);
    lines.push(...paragraph(layout, `${head} `, INDENT + 2, text, palette.dim));
  }
  if (file.folded.length > 0) lines.push('');
  return lines;
}

function findingBlock(layout: Layout, finding: Finding, context: FindingContext): string[] {
  const { palette, marks } = layout;
  const color = levelStyle(palette, finding.level);
  const rule = context.rules.get(finding.ruleId);
  const { startLine, startColumn } = finding.region;
  const head = `${' '.repeat(INDENT)}${color(`${marks[finding.level]} ${palette.bold(finding.level)}`)}  `;
  const headColumns = INDENT + 4 + finding.level.length;
  const lines = paragraph(layout, head, headColumns, visible(finding.message), palette.bold);
  const place = `${visible(finding.path)}:${startLine}:${startColumn}`;
  const identity = `${visible(finding.ruleId)} ${marks.dot} ${finding.confidence}`;
  const besides = INDENT + 2 + columns(place) + 2 + columns(identity) <= layout.width;
  if (besides) lines.push(`${' '.repeat(INDENT + 2)}${palette.cyan(place)}  ${palette.dim(identity)}`);
  else {
    lines.push(...paragraph(layout, ' '.repeat(INDENT + 2), INDENT + 2, place, palette.cyan));
    lines.push(...paragraph(layout, ' '.repeat(INDENT + 2), INDENT + 2, identity, palette.dim));
  }
  lines.push(...frameLines(layout, finding));
  const evidence = evidenceOf(finding, context.attributions);
  const facts: (readonly [string, string])[] = [['By', visible(authorPhrase(finding.contributor, evidence))]];
  if (rule) facts.push(['Why', visible(rule.why)]);
  const fix = finding.fix?.description ?? rule?.fix;
  if (fix !== undefined) facts.push(['Fix', visible(fix)]);
  for (const [label, text] of facts) lines.push(...labelled(layout, INDENT + 2, label, LABEL, text));
  lines.push(...flowLines(layout, finding));
  return lines;
}

function frameLines(layout: Layout, finding: Finding): string[] {
  if (!finding.snippet) return [];
  const { palette, marks } = layout;
  const color = levelStyle(palette, finding.level);
  const numbers = String(finding.region.endLine + 2).length;
  const left = INDENT + 2 + numbers + 3;
  const gutter = palette.dim(marks.gutter);
  const blank = ' '.repeat(INDENT + 2 + numbers);
  const single = finding.region.startLine === finding.region.endLine;
  const lines: string[] = [];
  for (const row of codeFrame(finding.snippet, finding.region, { width: layout.width - left, mark: marks.cut })) {
    if ('omitted' in row) {
      lines.push(`${blank} ${gutter} ${palette.dim(`${marks.cut} ${count(row.omitted, 'line')}`)}`);
      continue;
    }
    const number = `${row.marked && !single ? '>' : ''} ${row.number}`.padStart(INDENT + 2 + numbers);
    const code = row.marked ? `${row.before}${color(row.span)}${row.after}` : row.before + row.span + row.after;
    lines.push(`${row.marked ? color(number) : palette.dim(number)} ${gutter} ${code}`.trimEnd());
    const size = columns(row.span);
    if (row.marked && single && size > 0) {
      lines.push(`${blank} ${gutter} ${' '.repeat(columns(row.before))}${color('^'.repeat(size))}`);
    }
  }
  return lines.length === 0 ? [] : ['', ...lines, ''];
}

function flowLines(layout: Layout, finding: Finding): string[] {
  const flow = finding.codeFlow ?? [];
  const { palette, marks } = layout;
  const kept = flow.map((step, i) => ({ step, number: i + 1 }));
  const omitted = Math.max(0, flow.length - LONGEST_FLOW);
  if (omitted > 0) kept.splice(LONGEST_FLOW / 2, omitted);
  const lines: string[] = [];
  kept.forEach(({ step, number }, i) => {
    if (omitted > 0 && i === LONGEST_FLOW / 2) {
      lines.push(`${' '.repeat(INDENT + 2 + LABEL)}${palette.dim(`${marks.cut} ${count(omitted, 'step')}`)}`);
    }
    const file = step.path === finding.path ? 'line ' : `${clipStart(visible(step.path), 36, marks.cut)}:`;
    const text = `${number}. ${clip(file, 40, marks.cut)}${step.region.startLine}  ${visible(step.message)}`;
    lines.push(...labelled(layout, INDENT + 2, i === 0 ? 'Flow' : '', LABEL, text));
  });
  return lines;
}
