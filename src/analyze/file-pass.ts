import type { Match } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { Language } from '../model/language.ts';
import type { SyntaxTree } from '../parse/tree.ts';
import type { FileContext, PatternDetector, Spot, SyntaxNode } from './detector.ts';
import { identityOf, lineStartsOf, regionOf, snippetOf } from './place.ts';
import { type RuleSpec, riskOf } from './rule.ts';

/** A rule that matches more often than this in one file says nothing more by the rest; the file is then `partial`. */
const MOST_MATCHES = 500;

/** A shorter text stands in other places by chance. */
const SHORTEST_REPEATED = 6;

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Reported {
  readonly rule: RuleSpec;
  readonly spot: Spot;
}

/** One file on its way through the engines: what rules see of it, and what they said. */
export class FilePass implements FileContext {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly isTest: boolean;
  readonly lineStarts: Uint32Array;
  tree: SyntaxTree | null = null;
  /** Sentences by engine: why its answer about this file is not complete. */
  readonly faults = new Map<string, string>();
  readonly #reported: Reported[] = [];
  readonly #unreported: Span[] = [];
  readonly #counts = new Map<string, number>();
  readonly #broken = new Set<RuleSpec>();
  #rule: RuleSpec | null = null;

  constructor(file: { path: string; language: Language; text: string; isTest: boolean }) {
    this.path = file.path;
    this.language = file.language;
    this.text = file.text;
    this.isTest = file.isTest;
    this.lineStarts = lineStartsOf(file.text);
  }

  report(spot: Spot): void {
    const rule = this.#rule;
    if (rule === null) throw new Error('a detector reported after its turn');
    this.add(rule, spot);
  }

  /** Keeps a spot on behalf of a rule, up to the cap. */
  add(rule: RuleSpec, spot: Spot): void {
    const count = (this.#counts.get(rule.id) ?? 0) + 1;
    this.#counts.set(rule.id, count);
    if (count <= MOST_MATCHES) this.#reported.push({ rule, spot });
    // Not told, but it may not be shown beside what is told.
    else if (riskOf(rule) === 'leakage') this.#unreported.push(spot);
  }

  /** Runs one detector on behalf of a rule; what it throws breaks the rule for this file and is kept as a fault. */
  run(rule: RuleSpec, detect: () => void): boolean {
    if (this.#broken.has(rule)) return false;
    this.#rule = rule;
    try {
      detect();
      return true;
    } catch (error) {
      this.#break(rule, error);
      return false;
    } finally {
      this.#rule = null;
    }
  }

  /** As `run`, for one node: the innermost call of a scan, so without a closure. */
  visit(rule: RuleSpec, detect: PatternDetector, node: SyntaxNode): void {
    if (this.#broken.has(rule)) return;
    this.#rule = rule;
    try {
      detect.visit(node, this);
    } catch (error) {
      this.#break(rule, error);
    } finally {
      this.#rule = null;
    }
  }

  #break(rule: RuleSpec, error: unknown): void {
    this.#broken.add(rule);
    const told = error instanceof Error ? error.message : String(error);
    if (!this.faults.has(rule.detect.engine)) {
      this.faults.set(rule.detect.engine, `the rule ${rule.id} failed: ${told.slice(0, 200)}`);
    }
  }

  /** Rules of an engine whose matches were cut off. */
  cutOff(engine: string): string[] {
    const rules = new Set(this.#reported.map(({ rule }) => rule));
    return [...rules]
      .filter((rule) => rule.detect.engine === engine && this.#counts.get(rule.id)! > MOST_MATCHES)
      .map((rule) => rule.id);
  }

  /** Everything reported, in the order of the text, once each; no secret stands in any of it. */
  matches(): Match[] {
    const leaks = this.#reported.filter(({ rule }) => riskOf(rule) === 'leakage').map(({ spot }) => spot);
    const secrets = leaks.map((leak) => this.text.slice(leak.start, leak.end)).filter((secret) => secret.length > 3);
    const shown = mask(this.text, [...leaks, ...this.#unreported, ...elsewhere(this.text, secrets)]);
    const seen = new Set<string>();
    const matches: Match[] = [];
    for (const { rule, spot } of this.#reported.sort(byPlace)) {
      const key = `${rule.id}\0${spot.start}\0${spot.end}`;
      if (seen.has(key)) continue;
      seen.add(key);
      matches.push(this.#matchOf(rule, spot, shown, secrets));
    }
    return matches;
  }

  #fixOf(rule: RuleSpec, { start, end }: Spot): { readonly fix?: Fix } {
    const { text: source, language, path } = this;
    const edits = rule.repair?.({ text: source.slice(start, end), start, end, source, language }) ?? null;
    if (edits === null) return {};
    const replacements = edits.map((edit) => ({
      path,
      region: regionOf(this.lineStarts, edit.start, edit.end),
      text: edit.text,
    }));
    return { fix: { description: rule.fix, replacements } };
  }

  #matchOf(rule: RuleSpec, spot: Spot, shown: string, secrets: readonly string[]): Match {
    const region = regionOf(this.lineStarts, spot.start, spot.end);
    const leakage = riskOf(rule) === 'leakage';
    const snippet =
      spot.snippet ?? (leakage && spot.masked === undefined ? undefined : snippetOf(shown, this.lineStarts, region));
    return {
      ruleId: rule.id,
      level: spot.level ?? rule.level,
      message: without(secrets, spot.message ?? rule.title),
      path: this.path,
      region,
      confidence: spot.confidence ?? 'pattern',
      ...(spot.codeFlow && { codeFlow: spot.codeFlow }),
      ...this.#fixOf(rule, spot),
      ...(!leakage && { identity: identityOf(shown, this.lineStarts, this.tree, spot.start, spot.end) }),
      ...(snippet && { snippet }),
    };
  }
}

function byPlace(a: Reported, b: Reported): number {
  return a.spot.start - b.spot.start || a.spot.end - b.spot.end || (a.rule.id < b.rule.id ? -1 : 1);
}

/** The text with every leaked span blotted out; lines and offsets stay where they are. */
function mask(text: string, leaks: readonly Span[]): string {
  let out = '';
  let at = 0;
  for (const leak of [...leaks].sort((a, b) => a.start - b.start)) {
    if (leak.end <= at) continue;
    const start = Math.max(at, leak.start);
    out += text.slice(at, start) + text.slice(start, leak.end).replace(/[^\n]/g, '*');
    at = leak.end;
  }
  return at === 0 ? text : out + text.slice(at);
}

/** The other places at which a leaked text stands: the snippet of one finding may not show what another one hides. */
function elsewhere(text: string, secrets: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const secret of new Set(secrets.filter((one) => one.length >= SHORTEST_REPEATED))) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      spans.push({ start: at, end: at + secret.length });
    }
  }
  return spans;
}

function without(secrets: readonly string[], message: string): string {
  let out = message;
  for (const secret of secrets) out = out.split(secret).join('***');
  return out;
}
