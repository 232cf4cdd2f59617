import type { AnalyzerFacts, Match } from '../model/facts.ts';
import type { FlowStep } from '../model/finding.ts';
import { type Language, PARSED_LANGUAGES, type ParsedLanguage } from '../model/language.ts';
import type { TreeParser } from './analyze.ts';
import type { FlowDetector } from './detector.ts';
import { FilePass } from './file-pass.ts';
import { isTestCode, kindOfCode } from './kind-of-code.ts';
import { lineAt, lineStartsOf, regionOf } from './place.ts';
import type { RuleSpec } from './rule.ts';
import { type FileTraits, isMachineMade } from './selection.ts';
import { type FileFlow, FLOW_LANGUAGES, type FlowsFound, flowsIn, type Place } from './taint/flows-in.ts';
import type { SourceKind } from './taint/kinds.ts';
import { models } from './taint/models/index.ts';

export interface ProgramFile {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
}

export interface ProgramFacts {
  readonly matches: readonly Match[];
  /** How the analyzer `taint` fared, by path. */
  readonly files: ReadonlyMap<string, AnalyzerFacts>;
}

interface Prepared {
  readonly rule: RuleSpec;
  readonly selects: (file: FileTraits) => boolean;
}

const ANALYZER = 'taint';

/** Asks the flow rules about a set of files; `hide` masks secrets in what may be shown of a file. */
export async function analyzeProgram(
  prepared: readonly Prepared[],
  hide: (pass: FilePass) => void,
  parser: TreeParser,
  files: readonly ProgramFile[],
): Promise<ProgramFacts> {
  const status = new Map<string, AnalyzerFacts>();
  const flowRules = prepared.filter(isFlowRule);
  const views = new Map(files.map((file) => [file.path, new FileView(file)]));
  const followed = files.filter((file): file is ProgramFile & { language: ParsedLanguage } => {
    const reason = leftOut(views.get(file.path)!);
    status.set(
      file.path,
      reason === null
        ? { analyzer: ANALYZER, status: 'complete' }
        : { analyzer: ANALYZER, status: 'not-applicable', reason },
    );
    return reason === null;
  });
  if (flowRules.length === 0 || followed.length === 0) return { matches: [], files: status };
  let found: FlowsFound;
  try {
    const from = [...new Set(flowRules.flatMap(({ rule }) => rule.detect.from))];
    found = await flowsIn(followed, parser, models, { from });
  } catch (error) {
    const reason = `The search for flows failed: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;
    for (const { path } of followed) status.set(path, { analyzer: ANALYZER, status: 'failed', reason });
    return { matches: [], files: status };
  }
  tell(found, views, status);
  const passes = new Map<string, FilePass>();
  for (const flow of found.flows) {
    const view = views.get(flow.path)!;
    for (const { rule, selects } of flowRules) {
      if (!rule.detect.to.includes(flow.kind) || !rule.detect.from.includes(flow.source) || !selects(view.traits))
        continue;
      const pass = passes.get(flow.path) ?? new FilePass({ ...view.file, isTest: view.traits.isTest });
      passes.set(flow.path, pass);
      pass.run(rule, () => report(pass, rule, flow, views));
    }
  }
  const asked = new Set(flowRules.map(({ rule }) => rule.id));
  const matches = [...passes.values()].flatMap((pass) => {
    hide(pass);
    return pass.matches().filter((match) => asked.has(match.ruleId));
  });
  return { matches, files: status };
}

class FileView {
  readonly file: ProgramFile;
  readonly traits: FileTraits;
  readonly lineStarts: Uint32Array;

  constructor(file: ProgramFile) {
    const { path, language, text } = file;
    const kind = kindOfCode(path, language, text);
    this.file = file;
    this.traits = { path, language, kind, isTest: kind === 'test' || isTestCode(path, text) };
    this.lineStarts = lineStartsOf(text);
  }
}

function isFlowRule(prepared: Prepared): prepared is Prepared & { readonly rule: { readonly detect: FlowDetector } } {
  return prepared.rule.detect.scope === 'program';
}

/** Why no flow is followed in a file, or null. */
function leftOut({ file: { language }, traits: { kind } }: FileView): string | null {
  if (!(PARSED_LANGUAGES as readonly Language[]).includes(language)) return `${language} is not parsed`;
  if (!FLOW_LANGUAGES.includes(language as ParsedLanguage)) return `flows are not followed in ${language} yet`;
  return isMachineMade(kind) ? `${kind} code is not followed` : null;
}

function tell(found: FlowsFound, views: ReadonlyMap<string, FileView>, status: Map<string, AnalyzerFacts>): void {
  for (const [path, gaps] of found.gaps) {
    const { lineStarts } = views.get(path)!;
    const lines = gaps.map(({ start, end }): [number, number] => [
      lineAt(lineStarts, start) + 1,
      lineAt(lineStarts, Math.max(start, end - 1)) + 1,
    ]);
    const reason = `${gaps.length} ${gaps.length === 1 ? 'construct was' : 'constructs were'} not understood, the first in line ${lines[0]![0]}`;
    status.set(path, { analyzer: ANALYZER, status: 'partial', reason, gaps: lines });
  }
  for (const [path, reason] of found.incomplete) status.set(path, { analyzer: ANALYZER, status: 'partial', reason });
}

/** Sources that may be in the program's own hands. */
const WEAK: ReadonlySet<SourceKind> = new Set(['library', 'parameter', 'environment']);

function report(pass: FilePass, rule: RuleSpec, flow: FileFlow, views: ReadonlyMap<string, FileView>): void {
  const likely = flow.guessed || WEAK.has(flow.source);
  const isSlight = flow.source === 'environment' || (flow.source === 'parameter' && flow.kind === 'path');
  const first = flow.steps[0];
  const from =
    first === undefined
      ? ''
      : ` (${lowerFirst(first.message)}, ${first.path === flow.path ? '' : `${first.path}:`}line ${lineOf(first, views)})`;
  pass.report({
    start: flow.start,
    end: flow.end,
    message: `${rule.title}${from}`,
    level: isSlight ? 'note' : likely ? (rule.level === 'error' ? 'warning' : 'note') : rule.level,
    confidence: likely ? 'likely' : 'proved',
    codeFlow: flow.steps.map(
      (step): FlowStep => ({ path: step.path, region: regionIn(step, views), message: step.message }),
    ),
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function lineOf(place: Place, views: ReadonlyMap<string, FileView>): number {
  return regionIn(place, views).startLine;
}

function regionIn({ path, start, end }: Place, views: ReadonlyMap<string, FileView>): FlowStep['region'] {
  return regionOf(views.get(path)!.lineStarts, start, end);
}
