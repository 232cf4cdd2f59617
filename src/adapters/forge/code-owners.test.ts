import { expect, test } from 'vitest';
import { compileGlobs } from '../../lib/glob.ts';
import { ownedBy, readCodeOwners } from './code-owners.ts';

const FILE = `# who answers for what
*            @lead
/src/auth/   @Grace @acme/security   # both
*.md
apps/        @ada
docs/with\\ blank.txt @ada
![x]         @mallory
/src/auth/{a}.py @nobody
`;

const owns = (path: string, ...names: readonly string[]) =>
  compileGlobs(ownedBy(readCodeOwners(FILE), new Set(names))).test(path);

test('the last line that matches decides, and a line without owners gives the path to nobody', () => {
  expect(owns('src/a.py', '@lead')).toBe(true);
  expect(owns('src/auth/a.py', '@lead')).toBe(false);
  expect(owns('src/auth/a.py', '@grace')).toBe(true);
  expect(owns('src/auth/a.py', '@acme/security')).toBe(true);
  expect(owns('README.md', '@lead')).toBe(false);
  expect(owns('lib/apps/a.py', '@ada')).toBe(true);
  expect(owns('docs/with blank.txt', '@ada')).toBe(true);
});

test('braces are ordinary letters, and what is a mistake there counts for nothing', () => {
  expect(owns('src/auth/{a}.py', '@nobody')).toBe(true);
  expect(owns('src/auth/a.py', '@nobody')).toBe(false);
  expect(owns('x', '@mallory')).toBe(false);
});

test('who owns nothing has no globs, rather than all paths but some', () => {
  expect(ownedBy(readCodeOwners(FILE), new Set(['@stranger']))).toEqual([]);
  expect(ownedBy(readCodeOwners(''), new Set(['@lead']))).toEqual([]);
});
