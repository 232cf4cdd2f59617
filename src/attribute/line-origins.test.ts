import { describe, expect, it } from 'vitest';
import type { Change, ChangedFile, Hunk } from '../model/change.ts';
import type { CommitDiff } from '../model/ports.ts';
import { lineOrigins } from './line-origins.ts';

/** Lines in the order of their numbers: an id never moves, so that every diff has one right answer. */
interface Version {
  readonly path: string;
  readonly lines: ReadonlySet<number>;
}

const inOrder = (version: Version): number[] => [...version.lines].sort((a, b) => a - b);

function hunksBetween(before: Version | null, after: Version): Hunk[] {
  const old = before ? inOrder(before) : [];
  const now = inOrder(after);
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [fromOld, fromNew] = [i, j];
    while (i < old.length && !after.lines.has(old[i]!)) i++;
    while (j < now.length && !before?.lines.has(now[j]!)) j++;
    if (i > fromOld || j > fromNew) {
      const [oldLines, newLines] = [i - fromOld, j - fromNew];
      hunks.push({
        oldStart: oldLines === 0 ? fromOld : fromOld + 1,
        oldLines,
        newStart: newLines === 0 ? fromNew : fromNew + 1,
        newLines,
      });
    } else {
      i++;
      j++;
    }
  }
  return hunks;
}

function diffOf(sha: string, parent: string | null, before: Version | null, after: Version): CommitDiff {
  const hunks = hunksBetween(before, after);
  const moved = before !== null && before.path !== after.path;
  const files =
    hunks.length === 0 && !moved ? [] : [{ path: after.path, ...(moved ? { previousPath: before.path } : {}), hunks }];
  return { sha, parent, files };
}

function changeOf(base: Version | null, head: Version, kind: 'commit' | 'worktree', sha: string): Change {
  const file = { path: head.path, status: 'modified', language: 'text', mode: '100644' } as const;
  const files: ChangedFile[] = [{ ...file, hunks: hunksBetween(base, head) }];
  return { repo: 'r', base: base ? 'base' : null, head: { kind, sha }, commits: [], files };
}

const who = (change: Change, diffs: CommitDiff[], uncommitted?: CommitDiff): Map<number, string | null> => {
  const lines = new Map<number, string | null>();
  for (const { start, lines: count, commit } of lineOrigins(change, diffs, uncommitted?.files)) {
    for (let i = 0; i < count; i++) {
      expect(lines.has(start + i)).toBe(false);
      lines.set(start + i, commit);
    }
  }
  return lines;
};

describe('the commit that brought a line', () => {
  it('is right for every line of five hundred random histories with merges and renames', () => {
    let seed = 42;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 500; round++) {
      const base: Version = { path: 'p0', lines: new Set([1, 2, 3, 4, 5].map((n) => n * 1000)) };
      const truth = new Map<number, string | null>();
      const versions = new Map<string, Version>([['base', base]]);
      const diffs: CommitDiff[] = [];
      const edit = (from: Version, by: string | null): Version => {
        const lines = new Set(from.lines);
        for (let n = next(4); n > 0; n--) lines.delete([...lines][next(lines.size)]!);
        for (let n = next(5); n > 0; n--) {
          const id = next(1_000_000) / 7;
          if (truth.has(id)) continue;
          lines.add(id);
          truth.set(id, by);
        }
        return { path: next(5) === 0 ? `p${next(100)}` : from.path, lines };
      };
      let tip = 'base';
      for (let step = 0; step < 8; step++) {
        const sha = `c${step}`;
        const parent = versions.get(tip)!;
        if (step > 1 && next(3) === 0) {
          const side = `c${step}s`;
          const sideVersion = { ...edit(parent, side), path: parent.path };
          const main = `c${step}m`;
          const mainVersion = edit(parent, main);
          const lines = new Set(
            [...mainVersion.lines, ...sideVersion.lines].filter(
              (id) => !parent.lines.has(id) || (mainVersion.lines.has(id) && sideVersion.lines.has(id)),
            ),
          );
          const merged = edit({ path: mainVersion.path, lines }, sha);
          diffs.push(diffOf(side, tip, parent, sideVersion), diffOf(main, tip, parent, mainVersion));
          diffs.push(diffOf(sha, main, mainVersion, merged), diffOf(sha, side, sideVersion, merged));
          versions.set(sha, merged);
        } else {
          const version = edit(parent, sha);
          diffs.push(diffOf(sha, tip, parent, version));
          versions.set(sha, version);
        }
        tip = sha;
      }
      const head = versions.get(tip)!;
      const onDisk = { ...edit(head, null), path: head.path };
      const shuffled = next(2) === 0 ? [...diffs].reverse() : diffs;
      for (const [version, kind] of [
        [head, 'commit'],
        [onDisk, 'worktree'],
      ] as const) {
        const pending = kind === 'worktree' ? diffOf('', tip, head, onDisk) : undefined;
        const found = who(changeOf(base, version, kind, tip), shuffled, pending);
        const expected = inOrder(version).flatMap((id, i) => (base.lines.has(id) ? [] : [[i + 1, truth.get(id)!]]));
        expect({ round, found: [...found] }).toEqual({ round, found: expected });
      }
    }
  });

  it('is the root commit when everything is new', () => {
    const head: Version = { path: 'a', lines: new Set([1, 2]) };
    expect([...who(changeOf(null, head, 'commit', 'r'), [diffOf('r', null, null, head)]).values()]).toEqual(['r', 'r']);
  });

  it('is nobody in a folder, and for lines that no commit of the change brought', () => {
    const head: Version = { path: 'a', lines: new Set([1, 2]) };
    const change = changeOf(null, head, 'commit', 'r');
    expect([...who({ ...change, head: { kind: 'folder' } }, []).values()]).toEqual([null, null]);
    expect([...who(change, []).values()]).toEqual([null, null]);
  });

  it('is nobody as long as the lines that are not committed are not told apart', () => {
    const head: Version = { path: 'a', lines: new Set([1]) };
    const change = changeOf(null, head, 'worktree', 'r');
    expect([...who(change, [diffOf('r', null, null, head)]).values()]).toEqual([null]);
  });

  it('walks a history of fifty thousand commits without recursion', () => {
    const head: Version = { path: 'a', lines: new Set([1]) };
    const diffs = [diffOf('c0', null, null, head)];
    for (let i = 1; i < 50_000; i++) diffs.push({ sha: `c${i}`, parent: `c${i - 1}`, files: [] });
    expect([...who(changeOf(null, head, 'commit', 'c49999'), diffs).values()]).toEqual(['c0']);
  });
});
