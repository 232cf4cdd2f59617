import type { Contributor } from '../../model/attribution.ts';
import { CONTRIBUTOR_NAMES, CONTRIBUTORS, count, figure, percent } from '../phrases.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Who wrote so many lines, as a bar that says the same to a screen reader. */
export function bar(by: Readonly<Record<Contributor, number>>, lines: number): Markup {
  if (lines === 0) return NOTHING;
  const present = CONTRIBUTORS.filter((who) => by[who] > 0);
  let x = 0;
  const rects = present.map((who) => {
    const width = (100 * by[who]) / lines;
    x += width;
    return html`<rect class="fill-${who}" x="${(x - width).toFixed(3)}" y="0" width="${width.toFixed(3)}" height="10"/>`;
  });
  const words = present.map((who) => `${CONTRIBUTOR_NAMES[who]} ${percent(by[who], lines)}`).join(', ');
  return html`<svg class="bar" role="img" aria-label="Authors of ${count(lines, 'line')}: ${words}" viewBox="0 0 100 10" preserveAspectRatio="none">${rects}</svg>
`;
}

/** The figures of a bar, each with its colour. */
export function legend(by: Readonly<Record<Contributor, number>>, lines: number): Markup {
  const entries = CONTRIBUTORS.filter((who) => by[who] > 0).map(
    (who) =>
      html`<li><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="fill-${who}" width="10" height="10"/></svg>${CONTRIBUTOR_NAMES[who]} ${figure(by[who])} <span class="quiet">(${percent(by[who], lines)})</span></li>
`,
  );
  return html`<ul class="shares">
${entries}</ul>`;
}
