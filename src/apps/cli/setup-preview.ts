import { relative } from 'node:path';
import type { Edit } from '../../adapters/setup/edit.ts';
import { type State, textOf } from '../../adapters/setup/state.ts';
import { visible } from '../../report/visible.ts';

/** Every edit as a person wants to read it before agreeing: new files in full, changes as the lines that differ. */
export function previewEdits(edits: readonly Edit[], top: string): string {
  return edits.map((edit) => `${previewEdit(edit, top)}\n`).join('');
}

function previewEdit(edit: Edit, top: string): string {
  if (edit.kind === 'config') {
    const was = edit.add === true ? 'one more value' : `was: ${visible(edit.before ?? 'not set')}`;
    return `set     git config ${visible(edit.key)} ${visible(edit.after)} (${was})\n`;
  }
  const path = shortPath(edit.path, top);
  if (edit.kind === 'keep') return `move    ${path} to ${shortPath(edit.kept, top)}\n`;
  const after = linesOf(edit.after);
  if (edit.before.kind === 'absent') {
    return `create  ${path}${modeOf(edit.after)}\n${after.map((line) => `  + ${line}\n`).join('')}`;
  }
  return `change  ${path}\n${difference(linesOf(edit.before), after)}`;
}

/** The path from the top of the work tree, or absolute where it lies elsewhere. */
export function shortPath(path: string, top: string): string {
  const way = relative(top, path);
  return visible(way.startsWith('..') ? path : way);
}

/** One block of lines goes, one comes, in the middle of what both share; two lines around it. */
function difference(before: readonly string[], after: readonly string[]): string {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const mark = (sign: string, lines: readonly string[]) => lines.map((line) => `  ${sign} ${line}\n`).join('');
  return [
    mark(' ', before.slice(Math.max(0, start - 2), start)),
    mark('-', before.slice(start, before.length - end)),
    mark('+', after.slice(start, after.length - end)),
    mark(' ', before.slice(before.length - end).slice(0, 2)),
  ].join('');
}

function linesOf(state: State): readonly string[] {
  const text = Buffer.from(textOf(state) ?? '', 'latin1').toString('utf8');
  return text.replace(/\n$/, '').split('\n').map(visible);
}

function modeOf(state: State): string {
  return state.kind === 'file' && (state.mode & 0o100) !== 0 ? ' (executable)' : '';
}
