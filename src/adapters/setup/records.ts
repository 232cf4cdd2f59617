import { fetchRefspecs } from '../../lib/record-refs.ts';
import type { Edit } from './edit.ts';
import type { Part } from './hooks.ts';
import { config, type Place } from './place.ts';

/**
 * Lets every fetch bring the authorship records of others. They go to a place of their own: a fetch must never move, nor
 * `--prune` delete, the records that this clone wrote and has not pushed yet.
 */
export async function planRecordFetch(place: Place): Promise<Part> {
  const lines = await config(place.top, ['--local', '--null', '--get-regexp', '^remote\\..*\\.fetch$']);
  const fetched = new Map<string, string[]>();
  for (const line of (lines ?? '').split('\0')) {
    const newline = line.indexOf('\n');
    if (newline === -1) continue;
    const key = line.slice(0, newline);
    fetched.set(key, [...(fetched.get(key) ?? []), line.slice(newline + 1)]);
  }
  const edits: Edit[] = [];
  const notes: string[] = [];
  for (const [key, refspecs] of fetched) {
    const remote = key.slice('remote.'.length, -'.fetch'.length);
    for (const after of fetchRefspecs(remote)) {
      if (!refspecs.includes(after)) edits.push({ kind: 'config', key, before: null, after, add: true });
    }
    if (
      refspecs.some((refspec) => /^\+?refs\/notes\/(countersign\/)?\*:refs\/notes\/(countersign\/)?\*$/.test(refspec))
    ) {
      notes.push(
        `remote.${remote}.fetch puts fetched notes onto your own: what was recorded since the last push comes back at the next record, but better take that line out.`,
      );
    }
  }
  return { edits, notes };
}
