import { expect, test } from 'vitest';
import type { FileJob } from '../model/ports.ts';
import type { GrammarTables, SyntaxTree } from '../parse/tree.ts';
import { createAnalyzer, type TreeParser } from './analyze.ts';
import type { Detector } from './detector.ts';
import type { RuleSpec } from './rule.ts';

const SPEC = { title: 'T', level: 'warning', why: '', fix: '', cwe: [], languages: 'any', bad: [], good: [] } as const;

function rule(id: string, detect: Detector, more: Partial<RuleSpec> = {}): RuleSpec {
  return { ...SPEC, id, detect, ...more };
}

function token(word: string, masked?: string): Detector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: [word],
    scan: (context, hits) => {
      for (const start of hits) context.report({ start, end: start + word.length, ...(masked && { masked }) });
    },
  };
}

/** A parser that knows one kind: the whole file. */
function wholeFile(errors: SyntaxTree['errors'] = []): TreeParser {
  const grammar = {
    language: 'javascript',
    kindNames: ['program'],
    named: Uint8Array.of(1),
    fieldId: () => 0,
  } as unknown as GrammarTables;
  return {
    parse: async (source) => ({
      grammar,
      source,
      count: 1,
      kind: Uint16Array.of(0),
      parent: Int32Array.of(-1),
      start: Uint32Array.of(0),
      end: Uint32Array.of(source.length),
      field: Uint16Array.of(0),
      last: Uint32Array.of(1),
      errors,
    }),
  };
}

const onProgram: Detector = {
  engine: 'pattern',
  scope: 'file',
  kinds: { javascript: ['program'] },
  visit: (node, context) => context.report({ start: node.start, end: node.end }),
};

function job(text: string | Uint8Array, path = 'a.js', language: FileJob['language'] = 'javascript'): FileJob {
  return { path, blob: 'b', language, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text };
}

function analyze(rules: readonly RuleSpec[], one: FileJob, parser = wholeFile()) {
  return createAnalyzer({ rules, parser }).analyzeFile(one);
}

test('one file gives matches of both engines, in the order of the text, as plain JSON', async () => {
  const rules = [rule('quality/a', token('beta')), rule('quality/b', onProgram)];
  const facts = await analyze(rules, job('alpha\nbeta\n'));
  expect(facts.matches.map((match) => [match.ruleId, match.region.startLine])).toEqual([
    ['quality/b', 1],
    ['quality/a', 2],
  ]);
  expect(facts.analyzers.map((one) => [one.analyzer, one.status])).toEqual([
    ['token', 'complete'],
    ['pattern', 'complete'],
    ['metric', 'complete'],
  ]);
  expect(facts.lines).toBe(2);
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});

test('a detector that throws makes its engine failed with the reason, and others still speak', async () => {
  const broken: Detector = { ...onProgram, visit: () => void JSON.parse('{') } as Detector;
  const rules = [rule('quality/broken', broken), rule('quality/b', onProgram), rule('quality/a', token('beta'))];
  const facts = await analyze(rules, job('beta'));
  const pattern = facts.analyzers.find((one) => one.analyzer === 'pattern');
  expect(pattern?.status).toBe('failed');
  expect(pattern?.reason).toContain('quality/broken');
  expect(facts.matches.map((match) => match.ruleId)).toEqual(['quality/a', 'quality/b']);
});

test('a token detector that throws makes the token analyzer failed', async () => {
  const broken: Detector = { ...token('beta'), scan: () => void JSON.parse('{') } as Detector;
  const facts = await analyze([rule('quality/x', broken), rule('quality/a', token('beta'))], job('beta'));
  expect(facts.analyzers[0]).toMatchObject({ analyzer: 'token', status: 'failed' });
  expect(facts.matches.map((match) => match.ruleId)).toEqual(['quality/a']);
});

test('a parser that throws makes pattern and metric failed, and tokens are still read', async () => {
  const parser: TreeParser = { parse: () => Promise.reject(new Error('out of memory')) };
  const facts = await analyze([rule('quality/a', token('beta')), rule('quality/b', onProgram)], job('beta'), parser);
  expect(facts.analyzers.map((one) => one.status)).toEqual(['complete', 'failed', 'failed']);
  expect(facts.analyzers[1]?.reason).toContain('out of memory');
  expect(facts.matches).toHaveLength(1);
});

test('a text that the parser gave up on is failed, with its own words', async () => {
  const parser: TreeParser = { parse: async () => ({ unparsed: 'too many steps' }) };
  const facts = await analyze([rule('quality/b', onProgram)], job('beta'), parser);
  expect(facts.analyzers[1]).toMatchObject({ analyzer: 'pattern', status: 'failed', reason: 'too many steps' });
});

test('lines that the parser did not understand are named, adjoining ones as one gap', async () => {
  const errors = [
    { start: 0, end: 3 },
    { start: 4, end: 4 },
    { start: 12, end: 14 },
  ];
  const facts = await analyze([rule('quality/b', onProgram)], job('aaa\nbbb\nccc\nddd\n'), wholeFile(errors));
  expect(facts.analyzers[1]).toMatchObject({
    status: 'partial',
    gaps: [
      [1, 2],
      [4, 4],
    ],
  });
});

test('a language without a grammar and a binary are not applicable, and it is said why', async () => {
  const rules = [rule('quality/a', token('beta'))];
  const yaml = await analyze(rules, job('beta', 'a.yaml', 'yaml'));
  expect(yaml.analyzers.map((one) => one.status)).toEqual(['complete', 'not-applicable', 'not-applicable']);
  const binary = await analyze(rules, job(Uint8Array.of(0x62, 0, 0x62)));
  expect(binary.analyzers.map((one) => one.status)).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
  expect(binary.analyzers.every((one) => one.reason !== undefined)).toBe(true);
});

test('a file that is not valid in its encoding is read, and partial', async () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('beta '), 0xe9]);
  const facts = await analyze([rule('quality/a', token('beta'))], job(bytes));
  expect(facts.analyzers[0]?.status).toBe('partial');
  expect(facts.matches).toHaveLength(1);
});

test('minified code is skipped by the parser, not called complete', async () => {
  const facts = await analyze([rule('quality/b', onProgram)], job(`x=${'1+'.repeat(2000)}1`));
  expect(facts.kind).toBe('minified');
  expect(facts.analyzers.map((one) => one.status)).toEqual(['complete', 'skipped', 'skipped']);
});

test('quality is silent in generated code, security is not', async () => {
  const rules = [rule('quality/a', token('beta')), rule('security/a', token('beta'))];
  const facts = await analyze(rules, job('// @generated by x\nbeta\n'));
  expect(facts.kind).toBe('generated');
  expect(facts.matches.map((match) => match.ruleId)).toEqual(['security/a']);
});

test('rules are silent in test code unless they say otherwise, and outside their paths and languages', async () => {
  const rules = [
    rule('security/a', token('beta')),
    rule('security/in-tests', token('beta'), { inTests: true }),
    rule('security/python', token('beta'), { languages: ['python'], inTests: true }),
    rule('security/elsewhere', token('beta'), { paths: ['src/**'], inTests: true }),
  ];
  const facts = await analyze(rules, job('beta', 'tests/a.js'));
  expect(facts.matches.map((match) => match.ruleId)).toEqual(['security/in-tests']);
});

test('a secret stands in no snippet, message or identity of any rule', async () => {
  const secret = 's3cr3tvalue';
  const quoting: Detector = {
    engine: 'token',
    scope: 'file',
    keywords: ['beta'],
    scan: (context, hits) => context.report({ start: hits[0]!, end: hits[0]! + 4, message: `next to ${secret}` }),
  };
  const rules = [rule('quality/a', quoting), rule('leakage/key', token(secret, 's3…'))];
  const facts = await analyze(rules, job(`x = "${secret}"; beta\n`));
  expect(facts.matches).toHaveLength(2);
  expect(JSON.stringify(facts)).not.toContain(secret);
  expect(facts.matches.find((match) => match.ruleId === 'leakage/key')).not.toHaveProperty('identity');
});

test('a leakage match that brings no mask has no snippet', async () => {
  const facts = await analyze([rule('leakage/key', token('beta'))], job('beta'));
  expect(facts.matches[0]).not.toHaveProperty('snippet');
});

test('matches without end are cut off, and the file is partial', async () => {
  const facts = await analyze([rule('quality/a', token('beta'))], job('beta\n'.repeat(700)));
  expect(facts.matches).toHaveLength(500);
  expect(facts.analyzers[0]).toMatchObject({ status: 'partial' });
});

test('identity folds white space, so that a reformatted line keeps its fingerprint', async () => {
  const one = await analyze([rule('quality/a', token('beta'))], job('  call( beta )\n'));
  const two = await analyze([rule('quality/a', token('beta'))], job('\n\n\tcall(   beta\t)\r\n'));
  expect(one.matches[0]?.identity).toBe('call( beta )');
  expect(two.matches[0]?.identity).toBe('call( beta )');
});
