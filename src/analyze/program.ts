import type { AnalyzerFacts, FlowFacts, ProgramFile } from '../model/facts.ts';
import type { FlowStep } from '../model/finding.ts';
import { type Language, PARSED_LANGUAGES, type ParsedLanguage } from '../model/language.ts';
import type { TreeParser } from './analyze.ts';
import type { FlowDetector } from './detector.ts';
import { FilePass } from './file-pass.ts';
import { isTestCode, kindOfCode } from './kind-of-code.ts';
import { lineAt, lineStartsOf, regionOf } from './place.ts';
import type { RuleSpec } from './rule.ts';
import { type FileTraits, isMachineMade } from './selection.ts';
import { type FileFlow, type FlowsFound, flowsIn, isFollowed, type Place } from './taint/flows-in.ts';
import type { SourceKind } from './taint/kinds.ts';
import type { Model } from './taint/model.ts';
import { type ParsedFile, partsOf } from './taint/parts.ts';
import { isSettings, settingsIn } from './taint/settings.ts';

/** A set of files whose flows are to be followed, taken apart. */
export interface ProgramParts {
  /** Sets that know nothing of each other; each is followed by itself. */
  readonly parts: readonly (readonly ProgramFile[])[];
  /** How the analyzer `taint` fared, by path, before any part is followed: files that need not be read are `complete`. */
  readonly files: ReadonlyMap<string, AnalyzerFacts>;
}

interface Prepared {
  readonly rule: RuleSpec;
  readonly selects: (file: FileTraits) => boolean;
}

interface FlowRule extends Prepared {
  readonly flows: FlowDetector;
}

const ANALYZER = 'taint';
const MOST_SETTINGS = 40;

/** Leaves out what no flow rule reads or what cannot hold an untrusted value, and takes the rest apart. */
export function programParts(
  prepared: readonly Prepared[],
  models: readonly Model[],
  files: readonly ProgramFile[],
): ProgramParts {
  const flowRules = flowRulesOf(prepared);
  const status = new Map<string, AnalyzerFacts>();
  const asked = new Set<ProgramFile>();
  const followed = files.filter((file): file is ProgramFile & { language: ParsedLanguage } => {
    const traits = traitsOf(file);
    const reason = leftOut(traits);
    const complete = { analyzer: ANALYZER, status: 'complete' } as const;
    status.set(file.path, reason === null ? complete : { analyzer: ANALYZER, status: 'not-applicable', reason });
    if (file.support !== true && flowRules.some(({ selects }) => selects(traits))) asked.add(file);
    return reason === null;
  });
  const settings = files.filter(({ path }) => isSettings(path)).slice(0, MOST_SETTINGS);
  const parts = partsOf(followed, models, sourcesOf(flowRules), (file) => asked.has(file)).map((part) =>
    part.some(({ language }) => language === 'java') ? [...part, ...settings] : part,
  );
  return { parts, files: status };
}

function sourcesOf(flowRules: readonly FlowRule[]): ReadonlySet<SourceKind> {
  return new Set(flowRules.flatMap(({ flows }) => flows.from));
}

/** Asks the flow rules about one part of a program; `hide` masks secrets in what may be shown of a file. */
export async function analyzeProgram(
  prepared: readonly Prepared[],
  hide: (pass: FilePass) => void,
  parser: TreeParser,
  models: readonly Model[],
  files: readonly ProgramFile[],
): Promise<FlowFacts> {
  const status = new Map<string, AnalyzerFacts>();
  const flowRules = flowRulesOf(prepared);
  const views = new Map(files.map((file) => [file.path, new FileView(file)]));
  const code = files.filter((file): file is ParsedFile => isFollowed(file.language));
  for (const { path } of code) status.set(path, { analyzer: ANALYZER, status: 'complete' });
  let found: FlowsFound;
  try {
    found = await flowsIn(code, parser, models, {
      from: [...sourcesOf(flowRules)],
      support: new Set(files.filter(({ support }) => support === true).map(({ path }) => path)),
      offered: new Set(files.filter(({ offered }) => offered === true).map(({ path }) => path)),
      settings: settingsIn(files.filter(({ path }) => isSettings(path))),
    });
  } catch (error) {
    const reason = `The search for flows failed: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;
    return {
      matches: [],
      settled: [],
      files: code.map(({ path }) => [path, { analyzer: ANALYZER, status: 'failed', reason }]),
    };
  }
  tell(found, views, status);
  const passes = new Map<string, FilePass>();
  for (const flow of found.flows) {
    const view = views.get(flow.path)!;
    for (const { rule, flows, selects } of flowRules) {
      if (!flows.to.includes(flow.kind) || !flows.from.includes(flow.source) || !selects(view.traits)) continue;
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
  const settled = found.cleared.flatMap(({ kind, ...place }) => {
    const cwe = flowRules.flatMap(({ rule, flows }) => (flows.to.includes(kind) ? rule.cwe : []));
    const { startLine, endLine } = regionIn(place, views);
    return cwe.length === 0 ? [] : [{ path: place.path, startLine, endLine, cwe }];
  });
  return { matches, settled, files: [...status] };
}

class FileView {
  readonly file: ProgramFile;
  readonly traits: FileTraits;
  readonly lineStarts: Uint32Array;

  constructor(file: ProgramFile) {
    this.file = file;
    this.traits = traitsOf(file);
    this.lineStarts = lineStartsOf(file.text);
  }
}

function traitsOf({ path, language, text }: ProgramFile): FileTraits {
  const kind = kindOfCode(path, language, text);
  return { path, language, kind, isTest: kind === 'test' || isTestCode(path, text) };
}

/** The rules that follow flows, also those that do so beside another look. */
function flowRulesOf(prepared: readonly Prepared[]): FlowRule[] {
  return prepared.flatMap(({ rule, selects }) => {
    const flows = rule.flows ?? rule.detect;
    return flows.scope === 'program' ? [{ rule, flows, selects }] : [];
  });
}

/** Why no flow is followed in a file, or null. */
function leftOut({ language, kind }: FileTraits): string | null {
  if (!(PARSED_LANGUAGES as readonly Language[]).includes(language)) return `${language} is not parsed`;
  if (!isFollowed(language)) return `flows are not followed in ${language} yet`;
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
const WEAK: ReadonlySet<SourceKind> = new Set(['library', 'parameter', 'environment', 'local']);

function report(pass: FilePass, rule: RuleSpec, flow: FileFlow, views: ReadonlyMap<string, FileView>): void {
  const likely = flow.guessed || WEAK.has(flow.source);
  const isSlight = flow.source === 'environment' || (flow.source === 'parameter' && flow.kind === 'path');
  const first = flow.steps[0];
  const from =
    first === undefined
      ? ''
      : ` (${lowerFirst(first.message)}, ${first.path === flow.path ? '' : `${first.path}:`}line ${lineOf(first, views)})`;
  if (flow.source === 'code') {
    // What is wrong with the values is not shown: a use of an API is no proof of harm.
    const level = rule.level === 'error' ? 'warning' : rule.level;
    pass.report({ start: flow.start, end: flow.end, level, confidence: 'pattern' });
    return;
  }
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
