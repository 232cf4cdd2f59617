import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

/** What `git apply` makes of the patch. */
function applied(path: string, before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-diff-'));
  try {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    writeFileSync(join(folder, path), before);
    execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: unifiedDiff(path, before, after) });
    return readFileSync(join(folder, path), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}\n`);

describe('unifiedDiff', () => {
  it('shows a changed line with three lines around it', () => {
    const lines = numbered(10);
    const after = lines.with(4, 'other\n').join('');
    expect(unifiedDiff('a.txt', lines.join(''), after)).toBe(
      '--- a/a.txt\n+++ b/a.txt\n@@ -2,7 +2,7 @@\n line 1\n line 2\n line 3\n-line 4\n+other\n line 5\n line 6\n line 7\n',
    );
  });

  it('is empty where nothing changed', () => {
    expect(unifiedDiff('a.txt', 'x\n', 'x\n')).toBe('');
  });

  it.each<[string, string, string]>([
    ['two far places', numbered(40).join(''), numbered(40).with(3, 'a\nb\n').with(30, '').join('')],
    ['two near places', numbered(20).join(''), numbered(20).with(3, '').with(6, 'x\ny\n').join('')],
    ['the first line', numbered(5).join(''), `new\n${numbered(5).join('')}`],
    ['the last line, without an end', 'a\nb', 'a\nc'],
    ['an end that comes', 'a\nb', 'a\nb\n'],
    ['an end that goes', 'a\nb\n', 'a\nb'],
    ['everything', 'a\nb\nc\n', 'd\n'],
    ['equal lines in between', '}\n}\n}\nx\n}\n', '}\n}\ny\n}\nx\n}\n'],
    ['carriage returns', 'a\r\nb\r\n', 'a\r\nc\r\n'],
  ])('makes a patch that git applies: %s', (_, before, after) => {
    expect(applied('a.txt', before, after)).toBe(after);
  });

  it('writes unusual names as git does', () => {
    expect(applied('a "b"\tc.txt', 'x\n', 'y\n')).toBe('y\n');
    expect(applied('ä b.txt', 'x\n', 'y\n')).toBe('y\n');
  });
});
