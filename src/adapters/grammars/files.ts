import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { PARSED_LANGUAGES, type ParsedLanguage } from '../../model/language.ts';
import type { Grammars } from '../../model/ports.ts';

/** Resolves to the CommonJS form, the only one that can be loaded twice. */
const LIBRARY = 'web-tree-sitter';
const RUNTIME = 'web-tree-sitter/web-tree-sitter.wasm';

/** Where each grammar's own package keeps its WebAssembly. */
const PACKAGED: Readonly<Record<ParsedLanguage, string>> = {
  javascript: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  java: 'tree-sitter-java/tree-sitter-java.wasm',
  go: 'tree-sitter-go/tree-sitter-go.wasm',
  csharp: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  ruby: 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  php: 'tree-sitter-php/tree-sitter-php.wasm',
  rust: 'tree-sitter-rust/tree-sitter-rust.wasm',
  c: 'tree-sitter-c/tree-sitter-c.wasm',
  cpp: 'tree-sitter-cpp/tree-sitter-cpp.wasm',
};

/**
 * V8 counts a parser's generated lexer, one huge loop, as hot after a few characters, and then spends 70 to 150 ms of CPU a
 * grammar to optimise it. With this budget that happens after some hundred kilobytes of source, where it pays.
 */
const TIERING_BUDGET = '--wasm-tiering-budget=1000000000';

/** Name beside the bundle, and the file of the package it is copied from; so that the published package needs no other. */
export const GRAMMAR_FILES: readonly { readonly name: string; readonly packaged: string }[] = [
  { name: 'library.cjs', packaged: LIBRARY },
  { name: 'runtime.wasm', packaged: RUNTIME },
  ...PARSED_LANGUAGES.map((language) => ({ name: `${language}.wasm`, packaged: PACKAGED[language] })),
];

/** Reads grammars from `grammars/` beside the bundle, and when run from source from the packages they come in. */
export function fileGrammars(folder: string = join(dirname(fileURLToPath(import.meta.url)), 'grammars')): Grammars {
  const built = existsSync(join(folder, 'runtime.wasm'));
  const locate = (name: string): string => {
    const file = GRAMMAR_FILES.find((each) => each.name === name);
    if (file === undefined) throw new Error(`no grammar file is called ${name}`);
    return built ? join(folder, file.name) : packagedPath(file.packaged);
  };
  return {
    library: async () => {
      setFlagsFromString(TIERING_BUDGET);
      return loadAnew(locate('library.cjs'));
    },
    runtime: async () => readFile(locate('runtime.wasm')),
    grammar: async (name) => readFile(locate(`${name}.wasm`)),
  };
}

/** A CommonJS module that nobody else holds: neither the cache nor a list of children keeps it alive. */
function loadAnew(path: string): unknown {
  const load = createRequire(path);
  delete load.cache[path];
  try {
    return load(path);
  } finally {
    delete load.cache[path];
  }
}

/** The file inside a development dependency; throws when that package is not installed. */
export function packagedPath(packaged: string): string {
  return createRequire(import.meta.url).resolve(packaged);
}
