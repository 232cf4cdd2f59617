import { Buffer } from 'node:buffer';
import { sha256 } from '../lib/hash.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportInput } from '../model/report.ts';
import { attributionsByPath } from './authorship.ts';
import type { Format } from './format.ts';
import { type FindingContext, findingArticle, findingTable } from './html/finding.ts';
import { type Markup, NOTHING, html as page } from './html/markup.ts';
import { authors, commits, coverage, header, reasons, safeguards } from './html/sections.ts';
import { STYLE } from './html/style.ts';
import { count, countLevels, short, verdictWord } from './phrases.ts';
import { rank, type Selection, select } from './selection.ts';

const LIMITS = { total: 150, perRule: 10, files: 100 };

/** One file without scripts and without anything to load; the policy in its head forbids both, whatever is in the report. */
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
  const hash = Buffer.from(sha256(STYLE), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return page`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${verdictWord(report.decision)}: ${report.change.repo}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
${header(report, options.failOn)}<main>
${reasons(report, context.anchors)}${findings(input, fresh, selection, context)}${authors(report)}${coverage(report)}${safeguards(report)}${commits(report)}</main>
<footer>${report.run.tool.name} ${report.run.tool.version}, rules ${short(report.run.rulesDigest)}, policy ${short(report.decision.policy.digest)}, run ${short(report.decision.run)}</footer>
</body>
</html>
`.markup;
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
