import { expect, test } from 'vitest';
import { LOCK_FILES, packageName } from './lockfile.ts';

function read(path: string, text: string) {
  return LOCK_FILES.find((file) => file.path === path)!
    .read(text)
    .map(({ name, version }) => `${name} ${version}`);
}

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'package-lock.json',
    '{"packages": {"": {"name": "own"}, "node_modules/a": {"version": "1.2.3"}, "node_modules/a/node_modules/@s/b": {"version": "2.0.0"}}}',
    ['a 1.2.3', '@s/b 2.0.0'],
  ],
  ['npm-shrinkwrap.json', '{"dependencies": {"a": {"version": "1.2.3"}}}', ['a 1.2.3']],
  [
    'pnpm-lock.yaml',
    "packages:\n\n  '@s/b@2.0.0':\n    resolution: {}\n\n  a@1.2.3:\n    resolution: {}\n\n  c@3.0.0(a@1.2.3):\n    resolution: {}\n",
    ['@s/b 2.0.0', 'a 1.2.3', 'c 3.0.0'],
  ],
  [
    'yarn.lock',
    '"@s/b@^2.0.0", "@s/b@^2.1.0":\n  version "2.1.0"\n\na@1:\n  version "1.2.3"\n',
    ['@s/b 2.1.0', 'a 1.2.3'],
  ],
  ['poetry.lock', '[[package]]\nname = "requests"\nversion = "2.32.3"\n', ['requests 2.32.3']],
  ['requirements.txt', '# tools\nrequests[socks]==2.32.3\nflask>=3\n', ['requests 2.32.3']],
  ['Cargo.lock', '[[package]]\nname = "serde"\nversion = "1.0.0"\n', ['serde 1.0.0']],
  ['go.sum', 'github.com/a/b v1.2.3 h1:x=\ngithub.com/a/b v1.2.3/go.mod h1:y=\n', ['github.com/a/b v1.2.3']],
  ['Gemfile.lock', 'GEM\n  specs:\n    rails (7.1.0)\n      rack (>= 2)\n', ['rails 7.1.0']],
  [
    'composer.lock',
    '{"packages": [{"name": "a/b", "version": "1.0"}], "packages-dev": [{"name": "c/d"}]}',
    ['a/b 1.0'],
  ],
];

test.each(CASES)('%s names what it locks', (path, text, expected) => {
  expect(read(path, text)).toEqual(expected);
});

test('a lock file that is no lock file locks nothing', () => {
  for (const { path } of LOCK_FILES) {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"packages": [1, null, {"name": {}}]}',
      '{"packages": {"__proto__": 1}}',
    ]) {
      expect(read(path, text), path).toEqual([]);
    }
  }
});

test('names are compared as their registry compares them', () => {
  expect(packageName('pypi', 'Ruamel_Yaml')).toBe(packageName('pypi', 'ruamel.yaml'));
  expect(packageName('npm', 'JSONStream')).toBe('JSONStream');
});
