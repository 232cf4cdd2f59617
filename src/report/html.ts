import type { Finding } from '../model/finding.ts';
import type { ReportInput } from '../model/report.ts';
import { attributionsByPath } from './authorship.ts';
import type { Format } from './format.ts';
import { type FindingContext, findingArticle, findingTable } from './html/finding.ts';
import { type Markup, NOTHING, html as page } from './html/markup.ts';
import { pageOf } from './html/page.ts';
import { authors, commits, coverage, header, layers, reasons, safeguards, toShip } from './html/sections.ts';
import { count, countLevels, short, verdictWord } from './phrases.ts';
import { rank, type Selection, select } from './selection.ts';

const LIMITS = { total: 150, perRule: 10, files: 100 };

/** The whole report as one file that can be read anywhere, by anybody, for years. */
export const html: Format = (input, options = {}) => {
  const { report } = input;
  const fresh = report.findings.filter((finding) => finding.baselineState === 'new');
  const selection = select(fresh, LIMITS);
  const shown = selection.files.flatMap((file) => file.shown);
  const context: FindingContext = {
    rules: new Map(input.rules.map((rule) => [rule.id, rule])),
    attributions: attributionsByPath(report.attributions),
    anchors: new Map(shown.map((finding, i) => [finding, `finding-${i + 1}`])),
  };
  const body = page`${header(report, options.failOn)}<main>
${reasons(report, context.anchors)}${toShip(input.steps ?? [])}${findings(input, fresh, selection, context)}${authors(report)}${coverage(report)}${layers(input.ladder ?? [])}${safeguards(report)}${commits(report)}</main>
<footer>${report.run.tool.name} ${report.run.tool.version}, rules ${short(report.run.rulesDigest)}, policy ${short(report.decision.policy.digest)}, run ${short(report.decision.run)}</footer>
`;
  return pageOf(`${verdictWord(report.decision)}: ${report.change.repo}`, body);
};

function findings(
  { report }: ReportInput,
  fresh: readonly Finding[],
  selection: Selection,
  context: FindingContext,
): Markup {
  const known = rank(report.findings.filter((finding) => finding.baselineState === 'unchanged'));
  const gone = rank(report.findings.filter((finding) => finding.baselineState === 'absent'));
  const files = selection.files.map((file) => {
    const folded = file.folded.map(({ ruleId, lines }) => {
      const places = lines.slice(0, 200).join(', ') + (lines.length > 200 ? ', …' : '');
      return page`<details><summary>and ${count(lines.length, 'more finding')} of ${ruleId} in this file</summary><p>Lines ${places}</p></details>
`;
    });
    return page`<h3>${file.path}</h3>
${file.shown.map((finding) => findingArticle(finding, context))}${folded}`;
  });
  const hidden = page`<p><strong>and ${count(selection.hidden, 'more finding')} in ${count(selection.hiddenFiles, 'more file')}</strong>; the JSON report has them all</p>
`;
  const others = [
    ...(known.length > 0 ? [folded(`${count(known.length, 'finding')} that stood there before`, known)] : []),
    ...(gone.length > 0 ? [folded(`${count(gone.length, 'finding')} that the change removes`, gone)] : []),
  ];
  return page`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
<p class="quiet">${countLevels(fresh)} in this change</p>
${files}${selection.hidden > 0 ? hidden : NOTHING}${others}</section>
`;
}

function folded(title: string, list: readonly Finding[]): Markup {
  return page`<details><summary>${title}</summary>${findingTable(list, title)}</details>
`;
}
