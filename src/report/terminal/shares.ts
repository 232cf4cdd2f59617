import type { Contributor } from '../../model/attribution.ts';
import { CONTRIBUTOR_NAMES, CONTRIBUTORS, figure, percent } from '../phrases.ts';
import type { Layout } from './layout.ts';

type Lines = Readonly<Record<Contributor, number>>;

/** The colour that stands for a contributor wherever there is one. */
export function contributorStyle({ palette }: Layout, who: Contributor): (text: string) => string {
  return { ai: palette.magenta, mixed: palette.cyan, human: palette.green, unknown: palette.dim }[who];
}

/** Shares as a bar of `width` columns; everyone who wrote at least a line is seen. */
export function shareBar(layout: Layout, by: Lines, lines: number, width: number): string {
  const sizes = CONTRIBUTORS.map((who) =>
    by[who] === 0 ? 0 : Math.max(1, Math.round((width * by[who]) / Math.max(1, lines))),
  );
  const widest = sizes.indexOf(Math.max(...sizes));
  sizes[widest] = Math.max(0, sizes[widest]! + width - sizes.reduce((sum, size) => sum + size, 0));
  return CONTRIBUTORS.map((who, i) => contributorStyle(layout, who)(layout.marks.shares[who].repeat(sizes[i]!))).join(
    '',
  );
}

/** The figures of a bar, each with its colour, on as many lines as they need. */
export function shareLegend(layout: Layout, by: Lines, lines: number): string[] {
  const legend: string[] = [];
  let used = layout.width;
  for (const who of CONTRIBUTORS) {
    if (by[who] === 0) continue;
    const text = `${CONTRIBUTOR_NAMES[who]} ${figure(by[who])} (${percent(by[who], lines)})`;
    if (used + text.length + 4 > layout.width) {
      legend.push('  ');
      used = 2;
    }
    const swatch = contributorStyle(layout, who)(layout.marks.shares[who]);
    legend[legend.length - 1] += `${used === 2 ? ' ' : '  '}${swatch} ${text}`;
    used += text.length + 4;
  }
  return legend;
}
