import { CountersignError } from '../../model/error.ts';
import type { FlowStep, Level, Region, Risk } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import type { AnalyzerRun } from '../../model/run.ts';
import { listOf, numberOf, objectOf, textOf } from './json.ts';

/** One result of another scanner, as it stands in its file; the path is what the file says, not yet one of the change. */
export interface ForeignResult {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  readonly uri: string;
  readonly region: Region;
  readonly steps: readonly (Omit<FlowStep, 'path'> & { readonly uri: string })[];
  readonly fingerprints: Readonly<Record<string, string>>;
  /** What the scanner itself says of it, where it compared with an earlier run. */
  readonly known: 'new' | 'unchanged' | 'absent' | null;
}

/** One run of another scanner. */
export interface ForeignRun {
  readonly analyzer: Pick<AnalyzerRun, 'analyzer' | 'status' | 'reason'>;
  readonly results: readonly ForeignResult[];
  /** By the rule ids of the results. */
  readonly rules: ReadonlyMap<string, RuleDescription>;
}

/** Most results of one run that are taken; a scanner that says more is told as partial. */
const MOST_RESULTS = 50_000;

/** Reads SARIF 2.1.0. Throws `config/not-valid` with a sentence for a text that is none. */
export function readSarif(text: string, name: string): ForeignRun[] {
  const refuse = (why: string, cause?: unknown) =>
    new CountersignError('config/not-valid', `${name} is not SARIF 2.1.0: ${why}.`, { cause });
  let log: ReturnType<typeof objectOf>;
  try {
    log = objectOf(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch (cause) {
    throw refuse(`it is not JSON (${(cause as Error).message.slice(0, 80)})`, cause);
  }
  if (log === null || !Array.isArray(log.runs)) throw refuse('it has no runs');
  const version = textOf(log.version);
  if (version !== '2.1.0')
    throw refuse(version === null ? 'it has no version' : `its version is ${version.slice(0, 20)}`);
  return log.runs.map((run, index) => {
    const read = objectOf(run);
    if (read === null) throw refuse(`run ${index + 1} is no object`);
    return readRun(read);
  });
}

type Json = NonNullable<ReturnType<typeof objectOf>>;

function readRun(run: Json): ForeignRun {
  const driver = objectOf(objectOf(run.tool)?.driver);
  const tool = (textOf(driver?.name) ?? 'unnamed scanner').slice(0, 80);
  const described = rulesOf(run, tool);
  const all = listOf(run.results);
  const results = all.slice(0, MOST_RESULTS).flatMap((one) => resultOf(objectOf(one), tool, described) ?? []);
  const rules = new Map(results.map(({ ruleId, level }) => [ruleId, ruleOf(described, ruleId, level)]));
  return { analyzer: { analyzer: `imported: ${tool}`, ...statusOf(run, all.length) }, results, rules };
}

/** A scanner that says it failed, or that has more results than are taken, did not look at everything. */
function statusOf(run: Json, results: number): Pick<AnalyzerRun, 'status' | 'reason'> {
  const invocations = listOf(run.invocations).map(objectOf);
  const failed = invocations.find((one) => one?.executionSuccessful === false);
  if (failed) {
    const told = listOf(failed.toolExecutionNotifications).map((one) => messageOf(objectOf(one)?.message));
    const reason =
      told.find((sentence) => sentence !== '') ?? textOf(failed.exitCodeDescription) ?? 'It says that it failed.';
    return { status: 'failed', reason: reason.slice(0, 300) };
  }
  if (results > MOST_RESULTS)
    return { status: 'partial', reason: `It has ${results} results; ${MOST_RESULTS} were taken.` };
  return { status: 'complete' };
}

interface Described {
  readonly rule: Json;
  readonly id: string;
}

/** Rules of the driver and of its extensions, by index (driver only) and by id. */
function rulesOf(run: Json, tool: string): { byIndex: readonly (Described | null)[]; byId: Map<string, Described> } {
  const components = [objectOf(objectOf(run.tool)?.driver), ...listOf(objectOf(run.tool)?.extensions).map(objectOf)];
  const lists = components.map((component) =>
    listOf(component?.rules).map((one): Described | null => {
      const rule = objectOf(one);
      const id = textOf(rule?.id);
      return rule === null || id === null ? null : { rule, id: idOf(tool, id) };
    }),
  );
  const byId = new Map<string, Described>();
  for (const one of lists.flat()) if (one !== null && !byId.has(one.id)) byId.set(one.id, one);
  return { byIndex: lists[0] ?? [], byId };
}

/** `ESLint` and `no-eval` give `eslint/no-eval`: a rule of another scanner can never be taken for one of ours. */
function idOf(tool: string, id: string): string {
  const prefix =
    tool
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'scanner';
  return `${prefix}/${id.replace(/\s+/g, '-').slice(0, 160)}`;
}

function resultOf(
  result: Json | null,
  tool: string,
  { byIndex, byId }: ReturnType<typeof rulesOf>,
): ForeignResult | null {
  if (result === null || listOf(result.suppressions).length > 0) return null;
  const kind = textOf(result.kind);
  if (kind !== null && kind !== 'fail' && kind !== 'review' && kind !== 'open') return null;
  const index = numberOf(result.ruleIndex) ?? numberOf(objectOf(result.rule)?.index);
  const written = textOf(result.ruleId) ?? textOf(objectOf(result.rule)?.id);
  const rule =
    (written === null ? null : byId.get(idOf(tool, written))) ?? (index === null ? null : byIndex[index]) ?? null;
  const ruleId = rule?.id ?? idOf(tool, written ?? 'result');
  const level = levelOf(textOf(result.level) ?? textOf(objectOf(rule?.rule.defaultConfiguration)?.level));
  const place = placeOf(objectOf(listOf(result.locations)[0]));
  if (level === null || place === null) return null;
  const known = textOf(result.baselineState);
  return {
    ruleId,
    level,
    message: messageOf(result.message, rule?.rule) || ruleId,
    ...place,
    steps: stepsOf(result),
    fingerprints: textsOf(objectOf(result.partialFingerprints) ?? objectOf(result.fingerprints)),
    known: known === 'updated' ? 'new' : known === 'new' || known === 'unchanged' || known === 'absent' ? known : null,
  };
}

/** `none` is no finding. */
function levelOf(level: string | null): Level | null {
  return level === 'error' || level === 'note' ? level : level === 'none' ? null : 'warning';
}

function placeOf(location: Json | null): { uri: string; region: Region } | null {
  const physical = objectOf(location?.physicalLocation);
  const uri = textOf(objectOf(physical?.artifactLocation)?.uri);
  if (uri === null) return null;
  const region = objectOf(physical?.region);
  const startLine = atLeastOne(region?.startLine, 1);
  const startColumn = atLeastOne(region?.startColumn, 1);
  const endLine = Math.max(startLine, atLeastOne(region?.endLine, startLine));
  const shortest = endLine === startLine ? startColumn : 1;
  return {
    uri,
    region: { startLine, startColumn, endLine, endColumn: Math.max(shortest, atLeastOne(region?.endColumn, shortest)) },
  };
}

function atLeastOne(value: unknown, otherwise: number): number {
  const number = numberOf(value);
  return number !== null && number >= 1 && number < 1e9 ? Math.floor(number) : otherwise;
}

function stepsOf(result: Json): ForeignResult['steps'] {
  const flow = objectOf(listOf(objectOf(listOf(result.codeFlows)[0])?.threadFlows)[0]);
  return listOf(flow?.locations)
    .slice(0, 100)
    .flatMap((one) => {
      const location = objectOf(objectOf(one)?.location);
      const place = placeOf(location);
      return place === null ? [] : [{ ...place, message: messageOf(location?.message) || 'Step' }];
    });
}

/** The text of a message; `{0}` and a message that only names one of the rule's are filled in. */
function messageOf(value: unknown, rule?: Json): string {
  const message = objectOf(value);
  const id = textOf(message?.id);
  const template =
    textOf(message?.text) ??
    textOf(objectOf(objectOf(rule?.messageStrings)?.[id ?? ''])?.text) ??
    textOf(message?.markdown) ??
    '';
  const given = listOf(message?.arguments);
  return template
    .replace(/\{(\d+)\}/g, (whole, index: string) => textOf(given[Number(index)]) ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 1000);
}

function textsOf(record: Json | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record ?? {}).flatMap(([key, value]) => {
      const text = textOf(value);
      return text === null ? [] : [[key.slice(0, 100), text.slice(0, 200)]];
    }),
  );
}

function ruleOf({ byId }: ReturnType<typeof rulesOf>, id: string, level: Level): RuleDescription {
  const rule = byId.get(id)?.rule;
  const sentence = (value: unknown) => (textOf(objectOf(value)?.text) ?? '').replace(/\s+/g, ' ').trim().slice(0, 600);
  const title = sentence(rule?.shortDescription) || textOf(rule?.name) || id;
  const tags = listOf(objectOf(rule?.properties)?.tags).flatMap((tag) => textOf(tag) ?? []);
  return {
    id,
    title: title.replace(/\.$/, '').slice(0, 160),
    level,
    risk: riskOf(tags),
    why: sentence(rule?.fullDescription) || title,
    fix: sentence(rule?.help) || `See ${textOf(rule?.helpUri)?.slice(0, 200) ?? 'the documentation of the scanner'}.`,
    cwe: cwesOf(rule, tags),
  };
}

function riskOf(tags: readonly string[]): Risk {
  const all = tags.join(' ').toLowerCase();
  if (/secret|credential|leak/.test(all)) return 'leakage';
  if (/licen[cs]e/.test(all)) return 'legal';
  if (/security|cwe|vulnerab|injection/.test(all)) return 'insecure';
  return /maintainab|quality|style|readab|correctness/.test(all) ? 'quality' : 'insecure';
}

/** `external/cwe/cwe-089`, `CWE-89: …`, and taxa that a rule is related to. */
function cwesOf(rule: Json | undefined, tags: readonly string[]): number[] {
  const related = listOf(rule?.relationships).map((one) => {
    const target = objectOf(objectOf(one)?.target);
    return /cwe/i.test(textOf(objectOf(target?.toolComponent)?.name) ?? '') ? `cwe-${textOf(target?.id) ?? ''}` : '';
  });
  const listed = listOf(objectOf(rule?.properties)?.cwe).flatMap((one) => textOf(one) ?? []);
  const found = [...tags, ...related, ...listed].flatMap((text) => /\bcwe-?0*(\d{1,5})/i.exec(text)?.[1] ?? []);
  return [...new Set(found.map(Number))].sort((a, b) => a - b);
}
