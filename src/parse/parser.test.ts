import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import { PARSED_LANGUAGES, type ParsedLanguage } from '../model/language.ts';
import type { Grammars } from '../model/ports.ts';
import { createParser } from './parser.ts';
import type { SyntaxTree } from './tree.ts';

const parser = createParser(fileGrammars());

async function parse(text: string, language: ParsedLanguage): Promise<SyntaxTree> {
  const tree = await parser.parse(text, language);
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  return tree;
}

/** Text of every node of a kind. */
function texts(tree: SyntaxTree, kind: string): string[] {
  const id = tree.grammar.kindId(kind);
  return Array.from(tree.kind.keys())
    .filter((node) => tree.kind[node] === id)
    .map((node) => tree.source.slice(tree.start[node], tree.end[node]));
}

describe('createParser', () => {
  it('counts offsets in UTF-16 code units, whatever stands before', async () => {
    const tree = await parse('s = "é😀𝒳\\r"\r\nname = 1\r\n', 'python');
    expect(texts(tree, 'identifier')).toEqual(['s', 'name']);
    expect(texts(tree, 'string_content')).toEqual(['é😀𝒳\\r']);
    expect(tree.end[0]).toBe(tree.source.length);
  });

  it('names the places where the source is not understood', async () => {
    expect((await parse('f(1);\n', 'javascript')).errors).toEqual([]);
    expect((await parse('f(1;\n', 'javascript')).errors).toEqual([{ start: 3, end: 3 }]);
    const broken = await parse('a = 1\nb = = 2\nc = 3\n', 'python');
    expect(broken.errors.length).toBeGreaterThan(0);
    for (const { start, end } of broken.errors) expect(start >= 6 && end <= 13).toBe(true);
  });

  it('knows kinds and fields by name and gives -1 for a name that is none', async () => {
    const { grammar } = await parse('toString', 'javascript');
    expect(grammar.kindNames[grammar.kindId('call_expression')]).toBe('call_expression');
    expect(grammar.named[grammar.kindId('identifier')]).toBe(1);
    expect(grammar.named[grammar.kindId('(')]).toBe(0);
    expect(grammar.kindNames[grammar.errorKind]).toBe('ERROR');
    expect([grammar.kindId('toString'), grammar.fieldId('valueOf'), grammar.fieldId('')]).toEqual([-1, -1, -1]);
    expect(grammar.fieldNames[grammar.fieldId('function')]).toBe('function');
  });

  it.each(PARSED_LANGUAGES)('survives 100,000 levels of nesting in %s', async (language) => {
    const deep = `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)};`;
    const tree = await parse(deep, language);
    expect(tree.end[0]).toBe(deep.length);
    expect(tree.count).toBeGreaterThan(language === 'php' ? 1 : 100_000);
  });

  it('goes on after source that makes the parser ask for gigabytes', async () => {
    const bomb = await parser.parse('a=>'.repeat(6000), 'c');
    expect(bomb).toEqual({ unparsed: 'the parser ran out of memory' });
    expect(texts(await parse('int x;', 'c'), 'identifier')).toEqual(['x']);
    expect(texts(await parse('x = 1', 'python'), 'identifier')).toEqual(['x']);
  });

  it('gives up on source that needs more steps than any program', async () => {
    const slow = 'f('.repeat(60_000) + ')'.repeat(60_000);
    expect(await parser.parse(slow, 'c')).toEqual({ unparsed: 'the parser ran out of steps' });
    expect((await parse('int x;', 'c')).errors).toEqual([]);
  });

  it('parses many sources at once as it does one after the other', async () => {
    const sources = Array.from({ length: 40 }, (_, i) => `v${i} = f(${i})\n`.repeat(i));
    const languages = ['python', 'javascript', 'ruby', 'go'] as const;
    const fresh = createParser(fileGrammars());
    const together = await Promise.all(sources.map((source, i) => fresh.parse(source, languages[i % 4]!)));
    for (const [i, tree] of together.entries()) {
      expect(tree).toMatchObject({ source: sources[i], count: (await parse(sources[i]!, languages[i % 4]!)).count });
    }
  });

  it('keeps hostile source from spoiling what is parsed at the same time', async () => {
    const fresh = createParser(fileGrammars());
    const bomb = 'a=>'.repeat(6000);
    const sources = ['int a;', bomb, 'int b;', bomb, 'int c;'];
    const results = await Promise.all(
      sources.map((source, i) => fresh.parse(source, source === bomb ? 'c' : i === 2 ? 'java' : 'cpp')),
    );
    expect(results.map((result) => 'unparsed' in result)).toEqual([false, true, false, true, false]);
  });

  it('says that a grammar is missing, and tries again when asked again', async () => {
    const files = fileGrammars();
    let broken = true;
    const grammars: Grammars = {
      ...files,
      grammar: async (name) => (broken ? Uint8Array.of(1, 2, 3) : files.grammar(name)),
    };
    const flaky = createParser(grammars);
    await expect(flaky.parse('x', 'go')).rejects.toMatchObject({ code: 'parse/grammar-missing' });
    broken = false;
    expect(await flaky.parse('package p', 'go')).toMatchObject({ errors: [] });
  });
});
