import { expect, test } from 'vitest';
import type { Spot, TokenDetector } from '../detector.ts';
import type { RuleSpec } from '../rule.ts';
import { compileTokenRules, runTokenRules, type TokenPass } from './run.ts';

function ruleOf(id: string, detect: Partial<TokenDetector>): RuleSpec {
  return {
    id,
    title: id,
    level: 'error',
    why: '',
    fix: '',
    cwe: [],
    languages: 'any',
    detect: { engine: 'token', scope: 'file', keywords: [], scan: () => {}, ...detect },
    bad: [],
    good: [],
  };
}

/** Says what was reported as `rule@start`, and which rules threw. */
function told(rules: readonly RuleSpec[], text: string, selects: (rule: RuleSpec) => boolean = () => true): string[] {
  const out: string[] = [];
  let current = '';
  const pass: TokenPass = {
    path: 'a.txt',
    language: 'text',
    text,
    isTest: false,
    get tree(): null {
      throw new Error('no rule asked for a tree');
    },
    lineStarts: new Uint32Array([0]),
    report: (spot: Spot) => out.push(`${current}@${spot.start}`),
    run(rule, detect) {
      current = rule.id;
      try {
        detect();
        return true;
      } catch {
        out.push(`${rule.id} failed`);
        return false;
      }
    },
  };
  runTokenRules(compileTokenRules(rules), pass, selects);
  return out;
}

const each: TokenDetector['scan'] = (context, hits) => {
  for (const hit of hits) context.report({ start: hit, end: hit + 3 });
};

test('a rule sees its hits in ascending order, once a file, whatever their keyword', () => {
  const rule = ruleOf('a', { keywords: ['cde', 'xyz', 'abcdef'], scan: each });
  expect(told([rule], 'xyz abcdef XYZ')).toEqual(['a@0', 'a@4', 'a@6', 'a@11']);
});

test('a rule is asked only when a keyword occurs, or when it has none', () => {
  const silent = ruleOf('silent', { keywords: ['nothere'], scan: each });
  const always = ruleOf('always', { scan: (context) => context.report({ start: 1, end: 2 }) });
  expect(told([silent, always], 'text')).toEqual(['always@1']);
});

test('rules share a keyword and do not disturb each other, also when one throws', () => {
  const broken = ruleOf('broken', {
    keywords: ['key'],
    scan: () => {
      throw new Error('no');
    },
  });
  const fine = ruleOf('fine', { keywords: ['key'], scan: each });
  expect(told([broken, fine], 'key')).toEqual(['broken failed', 'fine@0']);
});

test('a rule that yields is silent where another one spoke, and speaks elsewhere', () => {
  const general = ruleOf('general', { keywords: ['key'], yields: true, scan: each });
  const special = ruleOf('special', { keywords: ['eyx'], scan: each });
  expect(told([general, special], 'keyx key')).toEqual(['special@1', 'general@5']);
});

test('a rule that is not selected does not run', () => {
  expect(told([ruleOf('a', { keywords: ['key'], scan: each })], 'key', () => false)).toEqual([]);
});

test('leakage rules look into what is encoded and report its place in the file, others do not', () => {
  const leaks = ruleOf('leakage/a', { keywords: ['sesame'], scan: each });
  const other = ruleOf('quality/a', { keywords: ['sesame'], scan: each });
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const once = base64('open the door with sesame, please');
  expect(told([leaks, other], `x = ${once}`)).toEqual(['leakage/a@4']);
  expect(told([leaks], `x = ${base64(base64(once))}`)).toEqual(['leakage/a@4']);
  expect(told([leaks], `x = ${base64(base64(base64(once)))}`)).toEqual([]);
});

test('what is found in plain text is not looked into again', () => {
  const blob = Buffer.from('sesame, sesame and again: sesame').toString('base64');
  const whole = ruleOf('leakage/whole', {
    keywords: [blob.slice(0, 8).toLowerCase()],
    scan: (context, hits) => context.report({ start: hits[0]!, end: hits[0]! + blob.length }),
  });
  expect(told([whole, ruleOf('leakage/a', { keywords: ['sesame'], scan: each })], `x = ${blob}`)).toEqual([
    'leakage/whole@4',
  ]);
});
