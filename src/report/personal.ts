import type { PersonalPlace, PersonalReport } from '../model/personal.ts';
import { clipStart, columns } from './columns.ts';
import type { ReportOptions } from './format.ts';
import { count, figure } from './phrases.ts';
import { heading, layoutOf, paragraph } from './terminal/layout.ts';
import { ascii, visible } from './visible.ts';

type PersonalFormat = (report: PersonalReport, options?: ReportOptions) => string;

/** The formats of `scan --personal`. */
export const personalFormats = {
  terminal: async () => personalTerminal,
  json: async (): Promise<PersonalFormat> => (report) => `${JSON.stringify(report, null, 2)}\n`,
} satisfies Record<string, () => Promise<PersonalFormat>>;

const MOST_FILES = 40;

/** A table: the files with most first, and what kinds each holds; the values themselves are nowhere. */
function personalTerminal(report: PersonalReport, options: ReportOptions = {}): string {
  const layout = layoutOf(options);
  const { palette } = layout;
  const byPath = new Map<string, PersonalPlace[]>();
  for (const place of report.places) {
    const known = byPath.get(place.path);
    if (known === undefined) byPath.set(place.path, [place]);
    else known.push(place);
  }
  const lines = [
    '',
    heading(layout, 'Personal data', `${count(report.places.length, 'place')} in ${count(byPath.size, 'file')}`),
  ];
  const rows = [...byPath].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  for (const [path, places] of rows.slice(0, MOST_FILES)) {
    const kinds = new Map<string, number>();
    for (const { label } of places) kinds.set(label, (kinds.get(label) ?? 0) + 1);
    const said = [...kinds].sort((a, b) => b[1] - a[1]).map(([label, n]) => `${figure(n)} ${label}`);
    const name = clipStart(visible(`${path}:${places[0]!.line}`), layout.width - 12, layout.marks.cut);
    lines.push(`   ${figure(places.length).padStart(6)}  ${name}${' '.repeat(Math.max(0, 1 - columns(name)))}`);
    lines.push(...paragraph(layout, '           ', 11, said.join(', '), palette.dim));
  }
  if (rows.length > MOST_FILES)
    lines.push(
      ...paragraph(
        layout,
        '   ',
        3,
        `and ${figure(rows.length - MOST_FILES)} more files; --format json has every place`,
      ),
    );
  const unread = report.unread.length > 0 ? `, ${count(report.unread.length, 'file')} not read` : '';
  lines.push(
    '',
    ...paragraph(
      layout,
      '   ',
      3,
      `${count(report.files, 'file')} looked at${unread}. Values are never shown.`,
      palette.dim,
    ),
  );
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
}
