import { clip } from './columns.ts';
import type { ReportOptions } from './format.ts';
import { count, figure } from './phrases.ts';
import { heading, type Layout, layoutOf, paragraph } from './terminal/layout.ts';
import { ascii, visible } from './visible.ts';

/** What the inventory of `assistants audit` holds, as far as it is shown. */
interface ShownInventory {
  readonly assistants: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly servers: readonly {
    readonly name: string;
    readonly path: string;
    readonly launch: string;
    readonly transport: string;
  }[];
  readonly hooks: readonly { readonly event: string; readonly command: string; readonly path: string }[];
  readonly skills: readonly { readonly kind: string; readonly name: string; readonly path: string }[];
  readonly permissions: readonly {
    readonly path: string;
    readonly mode: string | null;
    readonly allow: readonly string[];
    readonly deny: readonly string[];
    readonly folders: readonly string[];
  }[];
}

const MOST = 20;

/** Which assistants there are, what they start, and what they may do; secrets in commands are cut with everything after 60 columns. */
export function inventoryTerminal(inventory: ShownInventory, options: ReportOptions = {}): string {
  const layout = layoutOf(options);
  const { assistants, servers, hooks, skills, permissions } = inventory;
  const lines = ['', heading(layout, 'Assistants here', assistants.length === 0 ? 'none' : '')];
  for (const { name, files } of assistants) {
    const more = files.length > 3 ? ` and ${figure(files.length - 3)} more` : '';
    lines.push(...row(layout, name, `${files.slice(0, 3).map(visible).join(', ')}${more}`));
  }
  const tables = [
    ['Tool servers', servers.map(({ name, launch, path }) => [name, `${withoutValues(launch)}  (${path})`])],
    ['Hooks', hooks.map(({ event, command, path }) => [event, `${withoutValues(command)}  (${path})`])],
    ['Skills, commands, agents', skills.map(({ kind, name, path }) => [kind, `${name}  (${path})`])],
    ['Permissions', permissions.map((one) => [one.mode ?? 'no mode', permissionText(one)])],
  ] as const;
  for (const [title, rows] of tables) {
    if (rows.length === 0) continue;
    lines.push('', heading(layout, title, figure(rows.length)));
    for (const [name, text] of rows.slice(0, MOST)) lines.push(...row(layout, name!, visible(text!)));
    if (rows.length > MOST)
      lines.push(...paragraph(layout, '   ', 3, `and ${figure(rows.length - MOST)} more`, layout.palette.dim));
  }
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
}

const NAME = 18;

function row(layout: Layout, name: string, text: string): string[] {
  const shown = clip(visible(name), NAME, layout.marks.cut);
  return paragraph(layout, `   ${shown}${' '.repeat(Math.max(1, NAME + 2 - shown.length))}`, NAME + 5, text);
}

/** A command line may hold a key: long runs of letters and digits and what follows a key-like option are not shown. */
function withoutValues(command: string): string {
  return command
    .replace(/[A-Za-z0-9_+/=-]{32,}/g, '********')
    .replace(/((?:key|token|secret|password|auth)[=: ]+)(?!\$)\S+/gi, '$1********')
    .replace(/\s+/g, ' ')
    .slice(0, 160);
}

function permissionText({ allow, deny, folders, path }: ShownInventory['permissions'][number]): string {
  const some = allow.slice(0, 4).join(', ') + (allow.length > 4 ? ', …' : '');
  const parts = [
    allow.length > 0 ? `${count(allow.length, 'allowed rule')}: ${some}` : 'nothing allowed',
    `${count(deny.length, 'denied rule')}`,
    ...(folders.length > 0 ? [`${count(folders.length, 'more folder')}: ${folders.join(', ')}`] : []),
  ];
  return `${parts.join('; ')}  (${path})`;
}
