import { html, type Markup, NOTHING } from '../html/markup.ts';
import { pageOf } from '../html/page.ts';
import { bar, legend } from '../html/shares.ts';
import { count, figure, percent } from '../phrases.ts';
import { type StatsInput, type StatsTable, tablesOf } from './tables.ts';

const MOST_ROWS = 200;

/** The statistics as one page. */
export function statsHtml({ stats, scope }: StatsInput): string {
  const { total, byBasis } = stats;
  const grades = `Evidence: recorded ${figure(byBasis.recorded)}, declared ${figure(byBasis.declared)}, inferred ${figure(byBasis.inferred)}, without evidence ${figure(byBasis.none)}`;
  const body = html`<header>
<h1>Who wrote it</h1>
<p class="lead">${scope}: ${count(total.lines, 'line')}</p>
${bar(total, total.lines)}${total.lines > 0 ? legend(total, total.lines) : NOTHING}
<p class="quiet">${grades}</p>
</header>
<main>
${tablesOf(stats).map(tableMarkup)}${survivalMarkup(stats.survival ?? [])}</main>
`;
  return pageOf('Who wrote it', body);
}

function survivalMarkup(survival: NonNullable<StatsInput['stats']['survival']>): Markup {
  const rows = survival.filter(({ added }) => added > 0);
  if (rows.length === 0) return NOTHING;
  const entries = rows.map(
    ({
      month,
      added,
      standing,
    }) => html`<tr><th scope="row">${month}</th><td class="figure">${figure(added)}</td><td class="figure">${figure(standing)}</td><td class="figure">${percent(standing, added)}</td></tr>
`,
  );
  return html`<section aria-labelledby="survival"><h2 id="survival">What is left of the lines of AI</h2><div class="wide" tabindex="0" role="group" aria-labelledby="survival"><table><thead><tr><th scope="col">Month</th><th scope="col" class="figure">Added</th><th scope="col" class="figure">Still there</th><th scope="col" class="figure">Share</th></tr></thead><tbody>
${entries}</tbody></table></div></section>
`;
}

function tableMarkup({ title, rows }: StatsTable): Markup {
  const id = title.toLowerCase().replaceAll(' ', '-');
  const entries = rows.slice(0, MOST_ROWS).map(
    (
      row,
    ) => html`<tr><th scope="row">${row.name}</th><td class="figure">${figure(row.lines)}</td><td class="figure">${percent(row.ai + row.mixed, row.lines)}</td><td class="bars">${bar(row, row.lines)}</td></tr>
`,
  );
  const more = rows.length - entries.length;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div class="wide" tabindex="0" role="group" aria-labelledby="${id}"><table><thead><tr><th scope="col">Name</th><th scope="col" class="figure">Lines</th><th scope="col" class="figure">with AI</th><th scope="col">Shares</th></tr></thead><tbody>
${entries}</tbody></table></div>${more > 0 ? html`<p class="quiet">and ${figure(more)} more; the JSON has them all</p>` : NOTHING}</section>
`;
}
