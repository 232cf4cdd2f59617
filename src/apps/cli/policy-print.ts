import { wrap } from '../../report/columns.ts';
import { safeJson, visible } from '../../report/visible.ts';
import type { Globals } from './program.ts';

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

interface Printed {
  /** What `--format json` prints. */
  readonly value: unknown;
  readonly sections: readonly Section[];
}

/** Titles with indented, wrapped lines, or JSON; either way nothing that a terminal would obey. */
export function print({ value, sections }: Printed, format: 'terminal' | 'json', { terminal }: Globals): void {
  if (format === 'json') {
    terminal.out(safeJson(value));
    return;
  }
  const width = Math.max(40, Math.min(terminal.columns, 100));
  const blocks = sections.map(({ title, lines }) => {
    const body = lines.flatMap((line) =>
      wrap(visible(line), width - 4).map((part, index) => `${index === 0 ? '  ' : '    '}${part}`),
    );
    return [visible(title), ...body].join('\n');
  });
  terminal.out(`${blocks.join('\n\n')}\n`);
}
