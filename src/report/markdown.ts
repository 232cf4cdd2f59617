import type { Outcome } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, ReportInput } from '../model/report.ts';
import { attributionsByPath, authorshipOf } from './authorship.ts';
import { clip } from './columns.ts';
import type { Format } from './format.ts';
import { findingBlock, foldedTable, pathCode, sentence } from './markdown/finding.ts';
import { literal } from './markdown/literal.ts';
import { coverageOf, limitsOf } from './not-run.ts';
import {
  CONTRIBUTOR_NAMES,
  CONTRIBUTORS,
  count,
  countLevels,
  figure,
  headPhrase,
  LEVELS,
  nextStep,
  percent,
  policyPhrase,
  rankReasons,
  verdictWord,
} from './phrases.ts';
import { rank } from './selection.ts';
import { visible } from './visible.ts';

/** GitHub takes 65,536 characters; the budgets of the sections stay below it together, whatever the names in them. */
const BUDGETS = {
  head: 8_000,
  reasons: 13_000,
  steps: 2_000,
  ladder: 3_000,
  findings: 19_500,
  reading: 2_500,
  table: 8_000,
  authors: 2_500,
  notRun: 6_000,
};
const MOST_IN_FULL = 5;
const MOST_REASONS = 30;

const ICONS: Readonly<Record<Outcome, string>> = { block: '⛔', review: '⚠️', ship: '✅' };

/** A comment for a pull request; the first line lets the one who posted it find it again. */
export const markdown: Format = (input, options = {}) => {
  const { report } = input;
  const sections = [
    ['<!-- countersign -->'],
    within(headLines(report), BUDGETS.head),
    within(reasonLines(report), BUDGETS.reasons),
    within(stepLines(input), BUDGETS.steps),
    within(ladderLines(input), BUDGETS.ladder),
    findingLines(input),
    within(readingLines(input), BUDGETS.reading),
    within(authorLines(report), BUDGETS.authors),
    within(notRunLines(report), BUDGETS.notRun),
    [`_${nextStep(report.decision, options.failOn)}_`],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n').trimEnd())
    .join('\n\n');
  return `${text}\n`;
};

/** Whole lines (or blocks) as long as they fit, then a note: markup is never cut in the middle. */
function within(blocks: readonly string[], budget: number): string[] {
  const kept: string[] = [];
  let size = 0;
  for (const block of blocks) {
    size += block.length + 1;
    if (size > budget) return [...kept, '', '_This part was cut: it is too long for a comment._'];
    kept.push(block);
  }
  return kept;
}

function headLines({ change, decision, run }: Report): string[] {
  const icon = decision.empty ? ICONS.ship : ICONS[decision.outcome];
  const short = (text: string) => literal(clip(visible(text), 300, '…'));
  return [
    `## ${icon} ${verdictWord(decision)}: ${short(change.repo)}`,
    '',
    `${short(run.scope)}  `,
    `**Head** ${short(headPhrase(change, decision))}  `,
    `**Policy** ${short(policyPhrase(decision))}`,
  ];
}

function reasonLines({ decision }: Report): string[] {
  const reasons = rankReasons(decision.reasons);
  if (reasons.length === 0) return [];
  const lines = reasons.slice(0, MOST_REASONS).map((reason) => {
    const [first = 'No sentence was given.', ...rest] = reason.because.slice(0, 6).map(sentence);
    const more = reason.outcome === 'ship' ? [] : rest.map((text) => `  - ${text}`);
    const left = reason.because.length - 6;
    if (left > 0) more.push(`  - and ${count(left, 'more sentence')}`);
    return [`- ${ICONS[reason.outcome]} ${first}`, ...more].join('\n');
  });
  const more = reasons.length - lines.length;
  return ['### Why', '', ...lines, ...(more > 0 ? [`- and ${count(more, 'more reason')}`] : [])];
}

function stepLines({ steps = [] }: ReportInput): string[] {
  return steps.length === 0 ? [] : ['### To ship', '', ...steps.map((step, i) => `${i + 1}. ${sentence(step)}`)];
}

const RUNG_ICONS = { present: '✅', partial: '◐', missing: '—' } as const;

/** Folded: what counts of it stands in the reasons, and the rest is for those who ask. One block, so that it closes. */
function ladderLines({ ladder = [] }: ReportInput): string[] {
  if (ladder.length === 0) return [];
  const present = ladder.filter(({ state }) => state === 'present').length;
  const missing = ladder.filter(({ state, asked }) => asked && state !== 'present').map(({ layer }) => layer);
  const lacks = missing.length === 0 ? '' : `; asked for and not complete: ${missing.join(', ')}`;
  const rows = ladder.map(
    ({ layer, state, asked, because }) =>
      `| ${RUNG_ICONS[state]} | ${layer}${asked ? ' *' : ''} | ${sentence(clip(because, 160, '…'))} |`,
  );
  const summary = `<details><summary>Safeguards: ${present} of ${ladder.length}${lacks}</summary>`;
  const table = ['', '| | Layer (* the policy asks for it) | |', '| --- | --- | --- |', ...rows, '', '</details>'];
  return [[summary, ...table].join('\n')];
}

const MOST_READ = 5;

function readingLines({ reading = [] }: ReportInput): string[] {
  if (reading.length === 0) return [];
  const minutes = reading.reduce((sum, step) => sum + step.minutes, 0);
  const steps = reading.slice(0, MOST_READ).map(({ path, because, at }, i) => {
    const [line] = at;
    return `${i + 1}. ${pathCode(path, line)} ${because.slice(0, 3).map(sentence).join(' ')}`;
  });
  const more = reading.length - steps.length;
  return [
    `### Read first, about ${count(minutes, 'minute')} in all`,
    '',
    ...steps,
    ...(more > 0 ? ['', `and ${count(more, 'more file')}`] : []),
  ];
}

function findingLines({ report, rules }: ReportInput): string[] {
  const states: Record<Finding['baselineState'], number> = { new: 0, unchanged: 0, absent: 0 };
  for (const finding of report.findings) states[finding.baselineState]++;
  if (report.findings.length === 0) return [];
  const fresh = rank(report.findings.filter((finding) => finding.baselineState === 'new'));
  const counts = [
    `${countLevels(fresh)} in this change`,
    ...(states.unchanged > 0 ? [`${count(states.unchanged, 'finding')} there before`] : []),
    ...(states.absent > 0 ? [`${count(states.absent, 'finding')} gone`] : []),
  ];
  const context = {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    attributions: attributionsByPath(report.attributions),
  };
  const blocks: string[] = [];
  let size = 0;
  const full = new Set<Finding>();
  for (const finding of varied(fresh).slice(0, MOST_IN_FULL)) {
    const block = findingBlock(finding, context);
    size += block.length + 1;
    if (size > BUDGETS.findings) break;
    blocks.push(block);
    full.add(finding);
  }
  const folded = fresh.filter((finding) => !full.has(finding));
  const table = folded.length === 0 ? [] : [foldedTable(folded)];
  const note = `${count(folded.length, 'more finding')}: the list is too long for a comment`;
  return [
    '### Findings',
    '',
    `${counts.join(', ')}`,
    '',
    ...blocks,
    ...table.map((text) => (text.length > BUDGETS.table ? note : text)),
  ];
}

/** Within a level the first of every rule before the second of any: five times the same tells less. */
function varied(ranked: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  const places = ranked.map((finding) => {
    const place = seen.get(finding.ruleId) ?? 0;
    seen.set(finding.ruleId, place + 1);
    return { finding, place, level: LEVELS.indexOf(finding.level) };
  });
  return places.sort((a, b) => a.level - b.level || a.place - b.place).map(({ finding }) => finding);
}

function authorLines(report: Report): string[] {
  const { lines, by, tools } = authorshipOf(report);
  if (lines === 0) return [];
  const present = CONTRIBUTORS.filter((who) => by[who] > 0);
  const names = tools
    .slice(0, 5)
    .map((share) => `${literal(clip(visible(share.tool), 60, '…'))} ${figure(share.lines)}`);
  return [
    '### Who wrote it',
    '',
    `| ${present.map((who) => CONTRIBUTOR_NAMES[who]).join(' | ')} |`,
    `| ${present.map(() => '---:').join(' | ')} |`,
    `| ${present.map((who) => `${figure(by[who])} (${percent(by[who], lines)})`).join(' | ')} |`,
    ...(names.length === 0 ? [] : ['', `AI tools: ${names.join(', ')}`]),
    ...contradictionLines(report),
  ];
}

/** Sources that are at odds are told, not settled in silence. */
function contradictionLines({ contradictions = [] }: Report): string[] {
  const lines = contradictions.slice(0, 5).map(({ commit, because }) => {
    return `- ${literal(clip(visible(`${commit.slice(0, 7)}: ${because}`), 300, '…'))}`;
  });
  const more = contradictions.length - lines.length;
  if (more > 0) lines.push(`- and ${count(more, 'more contradiction')}`);
  return lines.length === 0 ? [] : ['', 'Sources contradict each other:', '', ...lines];
}

function notRunLines(report: Report): string[] {
  const coverage = coverageOf(report.run);
  const { notRun } = coverage;
  const lines = notRun.slice(0, 12).map((entry) => {
    const paths = entry.paths.slice(0, 3).map((path) => pathCode(path));
    const more = entry.paths.length - paths.length;
    const analyzers = literal(clip(visible(entry.analyzers.join(', ')), 120, '…'));
    const what = [...paths, ...(more > 0 ? [count(more, 'more file')] : [])].join(', ') || analyzers;
    const who = paths.length === 0 ? '' : ` (${analyzers})`;
    return `- ${entry.touchesChange ? '⚠️ ' : ''}**${entry.status}** ${what}: ${sentence(entry.reason)}${who}`;
  });
  if (notRun.length > 12) lines.push(`- and ${count(notRun.length - 12, 'more reason')}`);
  lines.push(...limitsOf(coverage).map((limit) => `- ${sentence(limit)}`));
  return lines.length === 0 ? [] : ['### Not analysed', '', ...lines];
}
