import { join, relative } from 'node:path';
import { BLOCK_END, BLOCK_START, blockOf, insertBlock } from '../../lib/hook-script.ts';
import { type Part, put } from './hooks.ts';
import { git, type Place } from './place.ts';
import { newFile, stateOf, textOf, withText } from './state.ts';

/** Keeps one person's own files out of git by `info/exclude`, which is never committed; paths are absolute. */
export async function planExclude(place: Place, paths: readonly string[]): Promise<Part> {
  const file = join(place.common, 'info', 'exclude');
  const before = stateOf(file);
  const text = textOf(before);
  if (before.kind === 'link' || before.kind === 'other') return { edits: [], notes: [] };
  const standing =
    blockOf(text ?? '')
      ?.split('\n')
      .filter((line) => line.startsWith('/')) ?? [];
  const shown: string[] = [];
  for (const path of paths) {
    const way = relative(place.top, path).replaceAll('\\', '/');
    // Exit code 1: not ignored.
    const ignored = await git(place.top, ['check-ignore', '-q', '--no-index', '--', way]).then(
      () => true,
      (error) => (error as { code?: unknown }).code !== 1,
    );
    if (!ignored) shown.push(`/${way}`);
  }
  if (shown.length === 0) return { edits: [], notes: [] };
  const block = `${[BLOCK_START, ...new Set([...standing, ...shown]), BLOCK_END].join('\n')}\n`;
  const after = text === null ? newFile(block, 0o644) : withText(before, insertBlock(text, block));
  return { edits: put(file, after), notes: [] };
}
