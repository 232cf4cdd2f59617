import { decodeText } from '../lib/text.ts';
import type { AnalyzerFacts, FileFacts, FlowFacts, FunctionMetrics, ProgramFile } from '../model/facts.ts';
import { type Language, PARSED_LANGUAGES, type ParsedLanguage } from '../model/language.ts';
import type { FileJob } from '../model/ports.ts';
import type { SyntaxTree } from '../parse/tree.ts';
import { analyzeChange, type ChangeFacts, type ChangeSides, hideSecrets } from './change.ts';
import { FilePass } from './file-pass.ts';
import { isTestCode, kindOfCode } from './kind-of-code.ts';
import { measureFunctions } from './metric/measure.ts';
import { compilePatternRules } from './pattern/dispatch.ts';
import { lineAt, lineStartsOf } from './place.ts';
import { analyzeProgram, type ProgramParts, programParts } from './program.ts';
import { keepRecentTrees } from './recent-trees.ts';
import type { RuleSpec } from './rule.ts';
import { type FileTraits, isMachineMade, selectorOf } from './selection.ts';
import type { Model } from './taint/model.ts';
import { models as builtIn } from './taint/models/index.ts';
import { compileTokenRules, runTokenRules } from './token/run.ts';

/** What the analyzer needs of a parser: a tree, or a sentence why there is none; may throw when a grammar is missing. */
export interface TreeParser {
  parse(text: string, language: ParsedLanguage): Promise<SyntaxTree | { readonly unparsed: string }>;
}

export interface AnalyzerOptions {
  readonly rules: readonly RuleSpec[];
  readonly parser: TreeParser;
  /** What the flow rules know of packages beyond the built-in models. */
  readonly models?: readonly Model[];
}

/** Asks every rule about one file, or about a change; a failure is part of the answer, never thrown. */
export interface Analyzer {
  analyzeFile(job: FileJob): Promise<FileFacts>;
  analyzeChange(sides: ChangeSides): ChangeFacts;
  /** What of these files must be followed at all, in parts that can be followed apart. */
  programParts(files: readonly ProgramFile[]): ProgramParts;
  /** Follows untrusted values through files that may import each other. */
  analyzeProgram(files: readonly ProgramFile[]): Promise<FlowFacts>;
}

/** Parser memory never shrinks: longer texts (UTF-16 units) are left to the token rules, and it is said. */
const MOST_PARSED = 2_000_000;

interface PreparedRule {
  readonly rule: RuleSpec;
  readonly selects: (file: FileTraits) => boolean;
}

/** An analyzer for one set of rules; everything that depends on the rules alone is made here, once. */
export function createAnalyzer({ rules, parser, models: more = [] }: AnalyzerOptions): Analyzer {
  const models = more.length === 0 ? builtIn : [...builtIn, ...more];
  const recent = keepRecentTrees(parser);
  const prepared: readonly PreparedRule[] = rules.map((rule) => ({ rule, selects: selectorOf(rule) }));
  // Made when first needed: where the cache knows every file, neither is.
  const patternRules = lazy(() => compilePatternRules(rules));
  const tokenRules = lazy(() => compileTokenRules(rules));

  async function parseFile(pass: FilePass, kind: FileTraits['kind']): Promise<SyntaxTree | AnalyzerFacts> {
    const { language, text } = pass;
    if (!isParsed(language)) return notApplicable('', `${language} is not parsed`);
    if (kind === 'minified') return skipped('minified code is not read: judge the source it was made from');
    if (text.length > MOST_PARSED) return skipped(`longer than ${MOST_PARSED} characters, too long to parse`);
    try {
      const tree = await recent.parse(text, language);
      return 'unparsed' in tree ? { analyzer: '', status: 'failed', reason: tree.unparsed } : tree;
    } catch (error) {
      return { analyzer: '', status: 'failed', reason: `the parser failed: ${sentence(error)}` };
    }
  }

  async function analyzeFile(job: FileJob): Promise<FileFacts> {
    const decoded = job.language === 'binary' ? { unread: 'not a text file' } : decodeText(job.bytes);
    if ('unread' in decoded) {
      const analyzers = ['token', 'pattern', 'metric'].map((name) => notApplicable(name, decoded.unread));
      return { path: job.path, blob: job.blob, lines: 0, analyzers, matches: [], functions: [] };
    }
    const { text } = decoded;
    const kind = kindOfCode(job.path, job.language, text);
    const isTest = kind === 'test' || isTestCode(job.path, text);
    const pass = new FilePass({ path: job.path, language: job.language, text, isTest });
    const traits: FileTraits = { path: job.path, language: job.language, isTest, kind };
    const active = new Set(prepared.filter(({ selects }) => selects(traits)).map(({ rule }) => rule));

    const tree = await parseFile(pass, kind);
    if (!('analyzer' in tree)) pass.tree = tree;
    runTokenRules(tokenRules(), pass, (rule) => active.has(rule));
    const analyzers: AnalyzerFacts[] = [tokenFacts(pass, decoded.doubt)];
    let functions: readonly FunctionMetrics[] = [];
    if ('analyzer' in tree) {
      analyzers.push({ ...tree, analyzer: 'pattern' }, { ...tree, analyzer: 'metric' });
    } else {
      patternRules().run(tree, pass, active);
      analyzers.push(patternFacts(tree, pass));
      if (isMachineMade(kind)) analyzers.push(notApplicable('metric', `${kind} code is not measured`));
      else {
        const measured = measure(tree, pass);
        functions = measured.functions;
        analyzers.push(measured.facts);
      }
    }
    return {
      path: job.path,
      blob: job.blob,
      lines: pass.lineStarts.length - (text.endsWith('\n') || text === '' ? 1 : 0),
      ...(kind && { kind }),
      analyzers,
      matches: pass.matches(),
      functions,
    };
  }

  function measure(tree: SyntaxTree, pass: FilePass): { functions: readonly FunctionMetrics[]; facts: AnalyzerFacts } {
    try {
      return { functions: measureFunctions(tree, pass.lineStarts), facts: parsedFacts('metric', tree) };
    } catch (error) {
      return { functions: [], facts: { analyzer: 'metric', status: 'failed', reason: sentence(error) } };
    }
  }

  function patternFacts(tree: SyntaxTree, pass: FilePass): AnalyzerFacts {
    const { language } = tree.grammar;
    if (!patternRules().speaks(language)) return notApplicable('pattern', `no rule reads ${language} yet`);
    return faultOf(pass, 'pattern') ?? parsedFacts('pattern', tree);
  }

  return {
    analyzeFile,
    analyzeChange: (sides) => analyzeChange(prepared, tokenRules, sides),
    programParts: (files) => programParts(prepared, models, files),
    analyzeProgram: (files) =>
      analyzeProgram(prepared, (pass) => hideSecrets(prepared, tokenRules, pass), recent, models, files),
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function tokenFacts(pass: FilePass, doubt: string | undefined): AnalyzerFacts {
  const fault = faultOf(pass, 'token');
  if (fault) return fault;
  if (doubt !== undefined) return { analyzer: 'token', status: 'partial', reason: doubt };
  return { analyzer: 'token', status: 'complete' };
}

function faultOf(pass: FilePass, engine: string): AnalyzerFacts | undefined {
  const fault = pass.faults.get(engine);
  if (fault !== undefined) return { analyzer: engine, status: 'failed', reason: fault };
  const cut = pass.cutOff(engine);
  if (cut.length === 0) return undefined;
  return {
    analyzer: engine,
    status: 'partial',
    reason: `too many matches of ${cut.join(', ')}: the rest is not listed`,
  };
}

/** Complete where the parser understood everything; else partial, with the lines it did not. */
function parsedFacts(analyzer: string, tree: SyntaxTree): AnalyzerFacts {
  if (tree.errors.length === 0) return { analyzer, status: 'complete' };
  const lineStarts = lineStartsOf(tree.source);
  const gaps: [number, number][] = [];
  const spans = tree.errors.map(({ start, end }): [number, number] => [
    lineAt(lineStarts, start) + 1,
    lineAt(lineStarts, Math.max(start, end - 1)) + 1,
  ]);
  for (const [first, last] of spans.sort((a, b) => a[0] - b[0])) {
    const previous = gaps.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else gaps.push([first, last]);
  }
  const count = gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return {
    analyzer,
    status: 'partial',
    reason: `${count} ${count === 1 ? 'line' : 'lines'} could not be parsed, the first is line ${gaps[0]![0]}`,
    gaps,
  };
}

function isParsed(language: Language): language is ParsedLanguage {
  return (PARSED_LANGUAGES as readonly Language[]).includes(language);
}

function notApplicable(analyzer: string, reason: string): AnalyzerFacts {
  return { analyzer, status: 'not-applicable', reason };
}

function skipped(reason: string): AnalyzerFacts {
  return { analyzer: '', status: 'skipped', reason };
}

function sentence(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
