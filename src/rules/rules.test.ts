import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import { createAnalyzer } from '../analyze/analyze.ts';
import { applyFixes } from '../analyze/apply-fixes.ts';
import type { ChangedFileView, FileSide } from '../analyze/detector.ts';
import { type ExampleCase, exampleCases, hunksBetween } from '../analyze/example.ts';
import { isTestCode } from '../analyze/kind-of-code.ts';
import { lineStartsOf, regionOf } from '../analyze/place.ts';
import type { Example, RuleSpec } from '../analyze/rule.ts';
import { languageOf } from '../lib/language.ts';
import type { Match } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { createParser } from '../parse/parser.ts';
import { rules } from './index.ts';

const parser = createParser(fileGrammars());

type Where = readonly [path: string, startLine: number, startColumn: number, endLine: number, endColumn: number];

/** What the rule says about a case, and what the marks expect, both as places. */
async function judge(rule: RuleSpec, one: ExampleCase): Promise<{ found: Where[]; expected: Where[] }> {
  const { scope } = rule.detect;
  const told = await (scope === 'file' ? inFiles : scope === 'change' ? inChange : inProgram)(rule, one);
  const matches = rule.flows === undefined ? told : [...told, ...(await inProgram(rule, one))];
  const expected = [...one.after].flatMap(([path, { text, spans }]) => {
    const starts = lineStartsOf(text);
    return spans.map(({ start, end }) => where(path, regionOf(starts, start, end)));
  });
  return {
    found: matches.map(({ path, region }) => where(path, region)).sort(byPlace),
    expected: expected.sort(byPlace),
  };
}

async function inProgram(rule: RuleSpec, { after }: ExampleCase): Promise<readonly Match[]> {
  const files = [...after].map(([path, { text }]) => ({ path, language: languageOf(path), text }));
  const analyzer = createAnalyzer({ rules: [rule], parser });
  const matches: Match[] = [];
  for (const part of analyzer.programParts(files).parts) matches.push(...(await analyzer.analyzeProgram(part)).matches);
  return matches;
}

async function inFiles(rule: RuleSpec, { after }: ExampleCase): Promise<Match[]> {
  const matches: Match[] = [];
  for (const [path, { text }] of after) matches.push(...(await facts(rule, path, text)).matches);
  return matches;
}

async function facts(rule: RuleSpec, path: string, text: string) {
  const bytes = new TextEncoder().encode(text);
  const result = await createAnalyzer({ rules: [rule], parser }).analyzeFile({
    path,
    blob: '0',
    language: languageOf(path, bytes),
    bytes,
  });
  expect(
    result.analyzers.filter(({ analyzer, status }) => analyzer === rule.detect.engine && status === 'failed'),
  ).toEqual([]);
  return result;
}

async function inChange(rule: RuleSpec, { before, after }: ExampleCase): Promise<readonly Match[]> {
  const side = async (path: string, text: string): Promise<FileSide> => ({
    text,
    functions: (await facts(rule, path, text)).functions,
  });
  const files: ChangedFileView[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(path), after.get(path)?.text];
    files.push({
      path,
      status: old === undefined ? 'added' : now === undefined ? 'deleted' : 'modified',
      language: languageOf(path, new TextEncoder().encode(now ?? old)),
      isTest: isTestCode(path, now ?? old ?? ''),
      hunks: hunksBetween(old ?? '', now ?? ''),
      ...(old !== undefined && { before: await side(path, old) }),
      ...(now !== undefined && { after: await side(path, now) }),
    });
  }
  const result = createAnalyzer({ rules: [rule], parser }).analyzeChange({ files, projectLicenses: ['Apache-2.0'] });
  expect(result.analyzers.filter(({ status }) => status === 'failed')).toEqual([]);
  return result.matches;
}

function where(path: string, region: Match['region']): Where {
  return [path, region.startLine, region.startColumn, region.endLine, region.endColumn];
}

function byPlace(a: Where, b: Where): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || a[4] - b[4];
}

/** The first line that says something, so that a failing example is found by its name. */
function nameOf(example: Example, index: number): string {
  const text = typeof example === 'string' ? example : Object.values(example.after).join('\n');
  return `${index + 1}: ${text.trim().split('\n')[0]!.slice(0, 60)}`;
}

/** Makes every fix that a rule offers in its bad examples, and asks all rules about the result. */
describe.each(rules.filter(({ repair }) => repair !== undefined).map((rule) => [rule.id, rule] as const))(
  'the fix of %s',
  (_id, rule) => {
    test('removes its finding, brings no other, and leaves a file that parses', async () => {
      const everything = createAnalyzer({ rules, parser });
      const look = async (path: string, text: string) => {
        const bytes = new TextEncoder().encode(text);
        const facts = await everything.analyzeFile({ path, blob: '0', language: languageOf(path, bytes), bytes });
        const gaps = facts.analyzers.flatMap((one) => one.gaps ?? []).length;
        return { found: facts.matches.map((match) => match.ruleId), matches: facts.matches, gaps };
      };
      let fixed = 0;
      for (const one of rule.bad.flatMap((example) => exampleCases(rule, example))) {
        for (const [path, { text }] of one.after) {
          const before = await look(path, text);
          const own = before.matches.filter((match) => match.ruleId === rule.id && match.fix !== undefined);
          const result = applyFixes(path, text, own as readonly Pick<Match, 'fix'>[] as Finding[]);
          if (result.applied.length === 0) continue;
          const after = await look(path, result.text);
          const expected = [...before.found];
          for (const { ruleId } of result.applied) expected.splice(expected.indexOf(ruleId), 1);
          expect(after.found.filter((id) => !expected.includes(id))).toEqual([]);
          expect(after.found.filter((id) => id === rule.id).length).toBe(
            before.found.filter((id) => id === rule.id).length - result.applied.length,
          );
          expect(after.gaps).toBeLessThanOrEqual(before.gaps);
          fixed += result.applied.length;
        }
      }
      expect(fixed).toBeGreaterThan(0);
    });
  },
);

test('the index holds every rule file, each under the name of its file', () => {
  const files = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(join(import.meta.dirname, folder))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .filter((name) => readFileSync(join(import.meta.dirname, folder, name), 'utf8').includes('export default'))
        .map((name) => `${folder}/${name.slice(0, -3)}`),
    );
  expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('has at least two bad and two good examples, and only the bad ones are marked', () => {
    const marks = (example: Example) =>
      exampleCases(rule, example).flatMap(({ after }) => [...after.values()].flatMap(({ spans }) => spans)).length;
    expect(rule.bad.length).toBeGreaterThanOrEqual(2);
    expect(rule.good.length).toBeGreaterThanOrEqual(2);
    expect(rule.bad.map(marks)).not.toContain(0);
    expect(rule.good.map(marks).every((count) => count === 0)).toBe(true);
  });

  test('speaks in sentences', () => {
    expect(rule.title).toMatch(/^\P{Ll}.*[^.]$/u);
    expect(rule.why).toMatch(/[.?]$/);
    expect(rule.fix).toMatch(/\.$/);
  });

  test.each(rule.bad.map((example, index) => [nameOf(example, index), example] as const))(
    'bad %s',
    async (_, example) => {
      for (const one of exampleCases(rule, example)) {
        const { found, expected } = await judge(rule, one);
        expect(found).toEqual(expected);
      }
    },
  );

  test.each(rule.good.map((example, index) => [nameOf(example, index), example] as const))(
    'good %s',
    async (_, example) => {
      for (const one of exampleCases(rule, example)) {
        const { found } = await judge(rule, one);
        expect(found).toEqual([]);
      }
    },
  );
});
