import type { Attribution } from '../../model/attribution.ts';
import type { Finding } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import { evidenceOf } from '../authorship.ts';
import { clip } from '../columns.ts';
import { codeFrame } from '../frame.ts';
import { authorPhrase, count } from '../phrases.ts';
import { type Content, html, inline, type Markup, NOTHING } from './markup.ts';

export interface FindingContext {
  readonly rules: ReadonlyMap<string, RuleDescription>;
  readonly attributions: ReadonlyMap<string, readonly Attribution[]>;
  /** Anchor of a finding that is shown in full. */
  readonly anchors: ReadonlyMap<Finding, string>;
}

const LONGEST_TEXT = 1000;
const LONGEST_FLOW = 60;
const MOST_ROWS = 300;

/** A message cut where no person would read on. */
export function sentence(text: string): Markup {
  return inline(clip(text, LONGEST_TEXT, '…'));
}

export function placeOf(path: string, line: number): Markup {
  return html`<code>${path}:${line}</code>`;
}

/** One finding in full. */
export function findingArticle(finding: Finding, context: FindingContext): Markup {
  const { path, region, level } = finding;
  const rule = context.rules.get(finding.ruleId);
  const fix = finding.fix?.description ?? rule?.fix;
  const author = authorPhrase(finding.contributor, evidenceOf(finding, context.attributions));
  return html`<article class="${level}" id="${context.anchors.get(finding) ?? ''}">
<h4><span class="tone">${level}</span> ${sentence(finding.message)}</h4>
<p class="place"><span class="mono">${path}:${region.startLine}:${region.startColumn}</span> · <span class="mono">${finding.ruleId}</span> · ${finding.confidence}</p>
${frame(finding)}<dl>${row('By', author)}${rule ? row('Why', sentence(rule.why)) : NOTHING}${fix === undefined ? NOTHING : row('Fix', sentence(fix))}</dl>
${flow(finding)}${suggestion(finding)}</article>
`;
}

/** Findings as a table, for those that nobody needs to read one by one. */
export function findingTable(findings: readonly Finding[], caption: string): Markup {
  const rows = findings.slice(0, MOST_ROWS).map(
    (
      finding,
    ) => html`<tr><td>${finding.level}</td><td>${placeOf(finding.path, finding.region.startLine)}</td><td><code>${finding.ruleId}</code></td><td>${finding.contributor}</td></tr>
`,
  );
  const more = findings.length - rows.length;
  return html`<div class="wide" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr><th scope="col">Level</th><th scope="col">Place</th><th scope="col">Rule</th><th scope="col">Author</th></tr></thead><tbody>
${rows}</tbody></table>${more > 0 ? html`<p class="quiet">and ${count(more, 'more finding')}; the JSON report has them all</p>` : NOTHING}</div>`;
}

function row(name: string, content: Content): Markup {
  return html`<dt>${name}</dt><dd>${content}</dd>`;
}

function frame(finding: Finding): Markup {
  if (!finding.snippet) return NOTHING;
  const rows = codeFrame(finding.snippet, finding.region, { width: 200, mark: '…' }).map((line) => {
    if ('omitted' in line)
      return html`<span class="row quiet"><span class="number">…</span>${count(line.omitted, 'line')}
</span>`;
    const code =
      line.span === '' ? html`${line.before}${line.after}` : html`${line.before}<mark>${line.span}</mark>${line.after}`;
    return html`<span class="row${line.marked ? ' hit' : ''}"><span class="number">${line.number}</span>${code}
</span>`;
  });
  if (rows.length === 0) return NOTHING;
  return html`<pre tabindex="0" role="group" aria-label="Code of ${finding.path} around line ${finding.region.startLine}">${rows}</pre>
`;
}

function flow(finding: Finding): Markup {
  const steps = finding.codeFlow ?? [];
  if (steps.length === 0) return NOTHING;
  const items = steps.slice(0, LONGEST_FLOW).map(
    (step) => html`<li>${placeOf(step.path, step.region.startLine)} ${sentence(step.message)}</li>
`,
  );
  const more = steps.length - items.length;
  return html`<details><summary>How it gets there: ${count(steps.length, 'step')}</summary><ol>
${items}</ol>${more > 0 ? html`<p class="quiet">and ${count(more, 'more step')}</p>` : NOTHING}</details>
`;
}

function suggestion(finding: Finding): Markup {
  if (!finding.fix) return NOTHING;
  const items = finding.fix.replacements.slice(0, 20).map(
    ({ path, region, text }) => html`<p>${placeOf(path, region.startLine)}</p>
<pre tabindex="0" role="group" aria-label="Replacement in ${path}">${text
      .slice(0, 4000)
      .split('\n')
      .map(
        (line) => html`<span class="row"><span class="number">+</span>${line}
</span>`,
      )}</pre>
`,
  );
  return html`<details><summary>Suggested change</summary>${items}</details>
`;
}
