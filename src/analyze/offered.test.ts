import { describe, expect, it } from 'vitest';
import type { ProgramFile } from '../model/facts.ts';
import { markOffered } from './offered.ts';

function offered(files: Readonly<Record<string, string>>): string[] {
  const given = Object.entries(files).map(([path, text]): ProgramFile => {
    return { path, language: path.endsWith('.json') ? 'json' : 'javascript', text };
  });
  return markOffered(given).flatMap((file) => (file.offered === true ? [file.path] : []));
}

describe('what a package offers', () => {
  it('is the entry that its manifest names', () => {
    expect(offered({ 'package.json': '{"name":"a","main":"lib"}', 'lib/index.js': '', 'lib/inner.js': '' })).toEqual([
      'lib/index.js',
    ]);
  });

  it('is every entry under every condition', () => {
    const manifest = '{"name":"a","exports":{".":{"import":"./a.mjs","require":"./a.cjs"},"./b":"./b.js"}}';
    expect(offered({ 'p/package.json': manifest, 'p/a.mjs': '', 'p/a.cjs': '', 'p/b.js': '', 'p/c.js': '' })).toEqual([
      'p/a.mjs',
      'p/a.cjs',
      'p/b.js',
    ]);
  });

  it('is every file where the entry is built from others, but for what stands aside', () => {
    const files = { 'package.json': '{"name":"a","main":"dist/a.js"}', 'src/a.js': '', 'test/a.js': '' };
    expect(offered(files)).toEqual(['src/a.js']);
  });

  it('is nothing where the package is private, or nobody says so', () => {
    expect(offered({ 'package.json': '{"name":"a","private":true}', 'index.js': '' })).toEqual([]);
    expect(offered({ 'package.json': '{"name":"a","bin":"cli.js"}', 'cli.js': '' })).toEqual([]);
    expect(offered({ 'package.json': 'not json', 'index.js': '' })).toEqual([]);
    expect(offered({ 'package.json': 'null', 'index.js': '' })).toEqual([]);
    expect(offered({ 'index.js': '' })).toEqual([]);
  });

  it('ends at a package inside that is private', () => {
    const files = {
      'package.json': '{"name":"a","main":"dist/a.js"}',
      'app/package.json': '{"private":true}',
      'app/x.js': '',
      'y.js': '',
    };
    expect(offered(files)).toEqual(['y.js']);
  });
});
