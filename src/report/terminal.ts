import type { ReportInput } from '../model/report.ts';
import { attributionsByPath } from './authorship.ts';
import { clip } from './columns.ts';
import type { Format } from './format.ts';
import { coverageOf } from './not-run.ts';
import {
  count,
  countLevels,
  figure,
  headPhrase,
  nextStep,
  OUTCOME_VERBS,
  policyPhrase,
  rankReasons,
  verdictWord,
} from './phrases.ts';
import { select } from './selection.ts';
import { authorshipLines, coveragePhrase, notRunLines } from './terminal/coverage.ts';
import { fileBlock } from './terminal/finding.ts';
import { heading, type Layout, labelled, layoutOf, outcomeStyle, paragraph } from './terminal/layout.ts';
import { ascii, visible } from './visible.ts';

const LIMITS = { total: 25, perRule: 3, files: 25 };
const MOST_REASONS = 12;
const MOST_STEPS = 10;
const MOST_SENTENCES = 6;

/** The verdict, why, what was found, what was not looked at, who wrote it, and what to do now. */
export const terminal: Format = (input, options = {}) => {
  const layout = layoutOf(options);
  const { report } = input;
  const lines = [
    '',
    ...verdictLines(layout, input),
    ...reasonLines(layout, input),
    ...findingLines(layout, input),
    ...notRunLines(layout, coverageOf(report.run)),
    ...authorshipLines(layout, report),
    ...ladderLines(layout, input),
    ...stepLines(layout, input),
    ...summaryLines(layout, input),
    ...paragraph(
      layout,
      ' ',
      1,
      nextStep(report.decision, options.failOn),
      outcomeStyle(layout.palette, report.decision.empty ? 'ship' : report.decision.outcome),
    ),
  ];
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
};

function verdictLines(layout: Layout, { report }: ReportInput): string[] {
  const { palette, marks, width } = layout;
  const { change, decision, run } = report;
  const outcome = decision.empty ? 'ship' : decision.outcome;
  const badge = outcomeStyle(palette, outcome)(palette.bold(`${marks[outcome]} ${verdictWord(decision)}`));
  const repo = clip(visible(change.repo), width - 24, marks.cut);
  const lines = [` ${badge}  ${palette.bold(repo)}`];
  lines.push(...labelled(layout, 3, 'Change', 8, visible(run.scope)));
  lines.push(...labelled(layout, 3, 'Head', 8, visible(headPhrase(change, decision))));
  lines.push(...labelled(layout, 3, 'Policy', 8, visible(policyPhrase(decision))));
  return [...lines, ''];
}

function reasonLines(layout: Layout, { report }: ReportInput): string[] {
  const { palette, marks } = layout;
  const reasons = rankReasons(report.decision.reasons);
  if (reasons.length === 0) return [];
  const lines = [heading(layout, 'Why')];
  for (const reason of reasons.slice(0, MOST_REASONS)) {
    const style = outcomeStyle(palette, reason.outcome);
    const verb = OUTCOME_VERBS[reason.outcome].padEnd(6);
    const decisive = reason.outcome !== 'ship';
    const head = `   ${style(`${marks[reason.outcome]} ${decisive ? palette.bold(verb) : verb}`)}  `;
    const [first = 'No sentence was given.', ...rest] = reason.because.map(visible);
    lines.push(...paragraph(layout, head, 13, first, decisive ? undefined : palette.dim));
    const told = decisive ? rest.slice(0, rest.length > MOST_SENTENCES ? MOST_SENTENCES - 1 : MOST_SENTENCES) : [];
    for (const sentence of told) lines.push(...paragraph(layout, ' '.repeat(13), 13, sentence));
    const left = decisive ? rest.length - told.length : 0;
    if (left > 0)
      lines.push(`${' '.repeat(13)}${palette.dim(`${marks.cut} ${figure(left)} more; --format html has them all`)}`);
    if (decisive) lines.push(...paragraph(layout, ' '.repeat(13), 13, `clause ${visible(reason.clause)}`, palette.dim));
  }
  const more = reasons.length - MOST_REASONS;
  if (more > 0) lines.push(`   ${palette.dim(`and ${count(more, 'more reason')}`)}`);
  return [...lines, ''];
}

function findingLines(layout: Layout, { report, rules }: ReportInput): string[] {
  const { palette, marks } = layout;
  const fresh = report.findings.filter((finding) => finding.baselineState === 'new');
  if (fresh.length === 0) return [];
  const selection = select(fresh, LIMITS);
  const context = {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    attributions: attributionsByPath(report.attributions),
  };
  const lines = [heading(layout, 'Findings', `${countLevels(fresh)} in this change`), ''];
  for (const file of selection.files) lines.push(...fileBlock(layout, file, context));
  if (selection.hidden > 0) {
    const most = selection.hiddenRules
      .slice(0, 3)
      .map(({ ruleId, findings }) => `${visible(ruleId)} ${figure(findings)}`);
    const where = `in ${count(selection.hiddenFiles, 'more file')} (${most.join(', ')}${selection.hiddenRules.length > 3 ? `, ${marks.cut}` : ''})`;
    const text = `and ${count(selection.hidden, 'more finding')} ${where}; --format json has them all`;
    lines.push(...paragraph(layout, '   ', 3, text, palette.bold), '');
  }
  return lines;
}

/** Which layers protect the change: what there is, what there is in part, and what is not there. */
function ladderLines(layout: Layout, { ladder = [], report }: ReportInput): string[] {
  if (ladder.length === 0 || report.decision.empty) return [];
  const lines = (['present', 'partial', 'missing'] as const).flatMap((state) => {
    const layers = ladder
      .filter((rung) => rung.state === state)
      .map(({ layer, asked }) => (asked ? `${layer}*` : layer));
    return layers.length === 0 ? [] : paragraph(layout, `   ${state.padEnd(8)}`, 11, layers.join(', '));
  });
  return [heading(layout, 'Safeguards', '* the policy asks for it'), ...lines, ''];
}

/** What would make the change ship; near the end, where the eye is when the command is done. */
function stepLines(layout: Layout, { steps = [] }: ReportInput): string[] {
  if (steps.length === 0) return [];
  const lines = steps.slice(0, MOST_STEPS).flatMap((step, i) => {
    const number = `${i + 1}.`.padStart(5);
    return paragraph(layout, `${number} `, 6, visible(step));
  });
  const more = steps.length - MOST_STEPS;
  if (more > 0) lines.push(...paragraph(layout, '      ', 6, `and ${count(more, 'more step')}`, layout.palette.dim));
  return [heading(layout, 'To ship'), ...lines, ''];
}

function summaryLines(layout: Layout, { report }: ReportInput): string[] {
  const states = { new: 0, unchanged: 0, absent: 0 };
  for (const finding of report.findings) states[finding.baselineState]++;
  const fresh = report.findings.filter((finding) => finding.baselineState === 'new');
  const parts = [`${countLevels(fresh)} in this change`];
  if (states.unchanged > 0) parts.push(`${count(states.unchanged, 'finding')} there before`);
  if (states.absent > 0) parts.push(`${count(states.absent, 'finding')} gone`);
  parts.push(coveragePhrase(report));
  return paragraph(layout, ' ', 1, parts.join(` ${layout.marks.dot} `), layout.palette.dim);
}
