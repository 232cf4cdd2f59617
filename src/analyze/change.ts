import type { AnalyzerFacts, Match } from '../model/facts.ts';
import type { ChangedFileView, ChangeView } from './detector.ts';
import { FilePass } from './file-pass.ts';
import { kindOfCode } from './kind-of-code.ts';
import { type RuleSpec, riskOf } from './rule.ts';
import type { FileTraits } from './selection.ts';
import { runTokenRules, type TokenRules } from './token/run.ts';

/** Both sides of a change, as far as rules may see them. */
export type ChangeSides = Omit<ChangeView, 'report'>;

/** What the rules about the change itself said; one entry of `analyzers` per engine that has such rules. */
export interface ChangeFacts {
  readonly analyzers: readonly AnalyzerFacts[];
  readonly matches: readonly Match[];
}

interface Prepared {
  readonly rule: RuleSpec;
  readonly selects: (file: FileTraits) => boolean;
}

/**
 * Asks the rules that compare before and after. They see the files they are for, and report into the text after the change
 * (into the text before it where the file is gone). The analyzer of licence rules is `license`, of all others `change`.
 */
export function analyzeChange(
  prepared: readonly Prepared[],
  tokenRules: () => TokenRules,
  sides: ChangeSides,
): ChangeFacts {
  const files = sides.files.map((file) => ({ file, traits: traitsOf(file) }));
  const passes = new Map<string, FilePass>();
  const status = new Map<string, AnalyzerFacts>();
  for (const { rule, selects } of prepared) {
    const { detect } = rule;
    if (detect.scope !== 'change') continue;
    const analyzer = detect.engine === 'license' ? 'license' : 'change';
    if (!status.has(analyzer)) status.set(analyzer, { analyzer, status: 'complete' });
    const reported: { readonly path: string; readonly report: () => void }[] = [];
    const view: ChangeView = {
      files: files.filter(({ traits }) => selects(traits)).map(({ file }) => file),
      projectLicenses: sides.projectLicenses,
      report: (path, spot) => {
        const pass = passOf(passes, sides.files, path);
        reported.push({ path, report: () => pass.report(spot) });
      },
    };
    try {
      detect.run(view);
      for (const { path, report } of reported) passes.get(path)!.run(rule, report);
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      const reason = `the rule ${rule.id} failed: ${told.slice(0, 200)}`;
      status.set(analyzer, { analyzer, status: 'failed', reason });
    }
  }
  for (const pass of passes.values()) hideSecrets(prepared, tokenRules, pass);
  const matches = [...passes.values()].flatMap((pass) => pass.matches());
  const asked = new Set(prepared.filter(({ rule }) => rule.detect.scope === 'change').map(({ rule }) => rule.id));
  return { analyzers: [...status.values()], matches: matches.filter((match) => asked.has(match.ruleId)) };
}

function passOf(passes: Map<string, FilePass>, files: readonly ChangedFileView[], path: string): FilePass {
  const known = passes.get(path);
  if (known) return known;
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not a file of the change`);
  const text = file.after?.text ?? file.before?.text ?? '';
  const pass = new FilePass({ path, language: file.language, text, isTest: file.isTest });
  passes.set(path, pass);
  return pass;
}

function traitsOf(file: ChangedFileView): FileTraits {
  const text = file.after?.text ?? file.before?.text ?? '';
  const { path, language, isTest } = file;
  return { path, language, isTest, kind: kindOfCode(path, language, text) };
}

/** A snippet around a place may hold a secret: the leakage rules look at these few files too, for masking only. */
export function hideSecrets(prepared: readonly Prepared[], tokenRules: () => TokenRules, pass: FilePass): void {
  const traits = { path: pass.path, language: pass.language, isTest: pass.isTest, kind: undefined };
  const leakage = prepared.filter(({ rule, selects }) => riskOf(rule) === 'leakage' && selects(traits));
  const active = new Set(leakage.map(({ rule }) => rule));
  runTokenRules(tokenRules(), pass, (rule) => active.has(rule));
}
