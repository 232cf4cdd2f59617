import type { Parser } from 'web-tree-sitter';
import { CountersignError } from '../model/error.ts';
import type { ParsedLanguage } from '../model/language.ts';
import type { Grammars } from '../model/ports.ts';
import { type Grammar, prepareGrammar } from './grammar.ts';
import { isBloated, type Runtime, startRuntime } from './runtime.ts';
import type { SyntaxTree } from './tree.ts';
import { wasm } from './wasm.ts';

/** The source was too much for the parser; a sentence for Run. */
interface Unparsed {
  readonly unparsed: string;
}

export interface SourceParser {
  /**
   * Offsets of the tree are UTF-16 code units into `text`. Any text gives a tree (with `errors`) or, when the parser ran
   * out of steps or memory, `Unparsed`. Throws `parse/grammar-missing` when the grammar cannot be had or used.
   */
  parse(text: string, language: ParsedLanguage): Promise<SyntaxTree | Unparsed>;
}

/** The library copies at most 10 KB of UTF-16 and a terminator a read; handing it more only costs. */
const READ_UNITS = 5 * 1024 - 1;

/**
 * A step is a hundred actions of the parser. Well-formed code was seen to need up to 0.027 steps a code unit, hostile code ten
 * times that; each step of error recovery may be twenty times as long, so the budget is what keeps a file from hanging.
 */
const STEPS_PER_UNIT = 0.1;
const STEPS_ALWAYS = 2000;

/** A runtime and what was loaded into it; all of it is retired at once. */
interface Generation {
  readonly runtime: Promise<Runtime>;
  readonly grammars: Map<ParsedLanguage, Promise<Grammar>>;
}

/** Loads runtime and grammars when first needed. One parser a thread: WebAssembly memory is the largest thing in the process. */
export function createParser(grammars: Grammars): SourceParser {
  const compiled = new Map<ParsedLanguage, Promise<object>>();
  let current: Generation | undefined;

  function compiledGrammar(language: ParsedLanguage): Promise<object> {
    const begun = compiled.get(language) ?? grammars.grammar(language).then((bytes) => wasm.compile(bytes));
    compiled.set(language, begun);
    return begun;
  }

  async function load(generation: Generation, language: ParsedLanguage): Promise<Grammar> {
    const [runtime, module] = await Promise.all([generation.runtime, compiledGrammar(language)]);
    return prepareGrammar(runtime, runtime.Language.loadSync(module as never), language);
  }

  return {
    async parse(text, language) {
      for (;;) {
        current ??= { runtime: startRuntime(grammars), grammars: new Map() };
        const generation = current;
        try {
          const loading = generation.grammars.get(language) ?? load(generation, language);
          generation.grammars.set(language, loading);
          const [grammar, runtime] = await Promise.all([loading, generation.runtime]);
          // While this call waited, another one's source may have used the generation up.
          if (current !== generation) continue;
          const result = parseWith(grammar, text);
          if ('unparsed' in result || isBloated(runtime)) {
            current = undefined;
            runtime.retire();
          }
          return result;
        } catch (cause) {
          if (current !== generation) continue;
          current = undefined;
          compiled.delete(language);
          throw new CountersignError('parse/grammar-missing', `The grammar of ${language} cannot be loaded.`, {
            cause,
          });
        }
      }
    },
  };
}

function parseWith({ parser, tables, flatten }: Grammar, text: string): SyntaxTree | Unparsed {
  let steps = STEPS_ALWAYS + text.length * STEPS_PER_UNIT;
  const read = (index: number) => text.slice(index, index + READ_UNITS);
  let tree: ReturnType<Parser['parse']>;
  try {
    tree = parser.parse(read, null, { progressCallback: () => --steps < 0 });
  } catch (error) {
    if (error instanceof wasm.RuntimeError) return { unparsed: 'the parser ran out of memory' };
    throw error;
  }
  if (tree === null) return { unparsed: 'the parser ran out of steps' };
  try {
    return { grammar: tables, source: text, ...flatten(tree, text.length) };
  } finally {
    tree.delete();
  }
}
