import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import { exampleCases } from '../../analyze/example.ts';
import { lineStartsOf, regionOf } from '../../analyze/place.ts';
import type { RuleSpec } from '../../analyze/rule.ts';
import { compileUserRules } from '../../analyze/user-rules/compile.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { readRuleFile } from '../../decide/rule-file.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { languageOf } from '../../lib/language.ts';
import { CountersignError } from '../../model/error.ts';
import type { UserModel, UserRule } from '../../model/user-rule.ts';
import { createParser } from '../../parse/parser.ts';
import { rules as builtIn } from '../../rules/index.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';

/** Runs the examples of a team's own rules; exit code 1 when one of them is not judged as it says. */
export async function ruleTestCommand(files: readonly string[], globals: Globals): Promise<ExitCode> {
  const { terminal, cwd } = globals;
  const named = files.length > 0 ? files.map((file) => resolve(cwd, file)) : await namedByPolicy(globals);
  if (named.length === 0) {
    throw new CountersignError(
      'usage/bad-argument',
      'Name a rule file, or name some under ruleFiles in countersign.yaml.',
    );
  }
  const parser = createParser(fileGrammars());
  const own = { rules: [] as UserRule[], models: [] as UserModel[] };
  for (const file of named) {
    const read = readRuleFile(textOf(file));
    if ('faults' in read) {
      const { line, column, message } = read.faults[0]!;
      throw new CountersignError('config/not-valid', `${file}: line ${line}, column ${column}: ${message}`);
    }
    own.rules.push(...read.rules);
    own.models.push(...read.models);
  }
  const { rules, faults } = await compileUserRules(own, new Set(builtIn.map(({ id }) => id)), parser);
  let failed = faults.length;
  for (const fault of faults) terminal.out(`✖ ${fault}\n`);
  for (const rule of rules) {
    const analyzer = createAnalyzer({ rules: [rule], parser });
    const wrong: string[] = [];
    for (const kind of ['bad', 'good'] as const) {
      for (const [index, example] of rule[kind].entries()) {
        const found = await judged(rule, example as string, analyzer);
        if (found !== null) wrong.push(`  ${kind} example ${index + 1}: ${found}`);
      }
    }
    failed += wrong.length;
    const counts = `${rule.bad.length} bad, ${rule.good.length} good`;
    terminal.out(
      `${wrong.length === 0 ? '✔' : '✖'} ${rule.id}  ${counts}\n${wrong.map((line) => `${line}\n`).join('')}`,
    );
  }
  return failed === 0 ? 0 : 1;
}

async function namedByPolicy(globals: Globals): Promise<string[]> {
  const session = await openSession(globals.cwd, globals);
  try {
    const team = await policyAt(session.ports.repository, null, [], globals.terminal.signal);
    return (team.ruleFiles ?? []).map((path) => resolve(session.root ?? globals.cwd, path));
  } finally {
    await session.close();
  }
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > 1 << 20) throw new CountersignError('path/not-readable', `${file} is larger than 1 MB.`);
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    throw new CountersignError('path/not-readable', `Cannot read ${file}: ${reasonOf(cause)}.`, { cause });
  }
}

/** Null where the rule says exactly what the marks of the example say. */
async function judged(
  rule: RuleSpec,
  example: string,
  analyzer: ReturnType<typeof createAnalyzer>,
): Promise<string | null> {
  let cases: ReturnType<typeof exampleCases>;
  try {
    cases = exampleCases(rule, example);
  } catch (error) {
    return `${(error as Error).message}.`;
  }
  for (const { after } of cases) {
    for (const [path, { text, spans }] of after) {
      const bytes = new TextEncoder().encode(text);
      const { matches } = await analyzer.analyzeFile({ path, blob: '0', language: languageOf(path, bytes), bytes });
      const starts = lineStartsOf(text);
      const place = (region: ReturnType<typeof regionOf>) => `${region.startLine}:${region.startColumn}`;
      const expected = spans.map(({ start, end }) => place(regionOf(starts, start, end))).sort();
      const found = matches.map(({ region }) => place(region)).sort();
      if (expected.join() !== found.join()) {
        const told = (places: readonly string[]) => (places.length === 0 ? 'nothing' : places.join(', '));
        return `expected ${told(expected)}, found ${told(found)} (line:column)`;
      }
    }
  }
  return null;
}
