import { describe, expect, it } from 'vitest';
import type { ProgramFile } from '../../model/facts.ts';
import type { Model } from './model.ts';
import { type ParsedFile, partsOf } from './parts.ts';

const MODELS: readonly Model[] = [
  {
    package: 'web',
    languages: ['javascript', 'python'],
    sources: { request: ['web.request.query'] },
    parameters: { '~req&res': 'web.request' },
    bad: [],
    good: [],
  },
];
const from = new Set(['request'] as const);
const js = (path: string, text: string): ParsedFile => ({ path, language: 'javascript', text });
const py = (path: string, text: string): ParsedFile => ({ path, language: 'python', text });
const paths = (parts: readonly (readonly ProgramFile[])[]) => parts.map((part) => part.map(({ path }) => path));
const parts = (files: readonly ParsedFile[], isAsked: (file: ParsedFile) => boolean = () => true) =>
  paths(partsOf(files, MODELS, from, isAsked));

describe('partsOf', () => {
  it('takes a file that names a source, with all that it imports, and leaves the rest', () => {
    const files = [
      js('app.js', "const web = require('web').query; const { run } = require('./lib/run');"),
      js('lib/run.js', "import { quote } from './quote.js'; export const run = (x) => quote(x);"),
      js('lib/quote.js', 'export const quote = (x) => x;'),
      js('other.js', "import './lib/run.js';"),
    ];
    expect(parts(files)).toEqual([['app.js', 'lib/run.js', 'lib/quote.js']]);
  });

  it('keeps apart what shares nothing, and joins what shares an import', () => {
    const files = [
      js('a.js', "require('web').query; require('./shared')"),
      js('b.js', "require('web').query"),
      js('c.js', "require('web').query; require('./shared')"),
      js('shared.js', ''),
    ];
    expect(parts(files)).toEqual([['a.js', 'c.js', 'shared.js'], ['b.js']]);
  });

  it('knows parameters by the names that a convention gives them, as whole words', () => {
    expect(parts([js('a.js', 'export default (req, res) => res.end(req.url)')])).toEqual([['a.js']]);
    expect(parts([js('a.js', 'export const required = frequest => frequest')])).toEqual([]);
  });

  it('does not start from a file that no rule is asked about', () => {
    const files = [js('test/a.js', "require('web').query"), js('b.js', "require('web').query")];
    expect(parts(files, ({ path }) => !path.startsWith('test/'))).toEqual([['b.js']]);
  });

  it('follows imports of Python over several lines and through packages', () => {
    const files = [
      py('pkg/app.py', 'import web.query\nfrom .inner import (\n    first,  # why\n    second,\n)\n'),
      py('pkg/inner/__init__.py', ''),
      py('pkg/inner/second.py', 'x = 1'),
    ];
    expect(parts(files)).toEqual([['pkg/app.py', 'pkg/inner/__init__.py', 'pkg/inner/second.py']]);
  });

  it('ends on imports that go round in a circle', () => {
    const files = [js('a.js', "require('web').query; require('./b')"), js('b.js', "require('./a')")];
    expect(parts(files)).toEqual([['a.js', 'b.js']]);
  });
});
