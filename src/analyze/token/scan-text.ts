import type { Language } from '../../model/language.ts';
import type { Spot } from '../detector.ts';
import { kindOfCode } from '../kind-of-code.ts';
import { lineStartsOf } from '../place.ts';
import type { RuleSpec } from '../rule.ts';
import { selectorOf } from '../selection.ts';
import { compileTokenRules, runTokenRules, type TokenPass, type TokenRules } from './run.ts';

/** What one rule said about a text; offsets are UTF-16 code units. */
interface TextSpot {
  readonly rule: RuleSpec;
  readonly spot: Spot;
}

/** Token rules made ready for many texts. */
interface TextScanner {
  /**
   * Everything the rules say about one text, in no order. Without a tree, a cache or a `Run`: for texts that are no file
   * of a change, such as an old version. A rule that throws is told to `onFault` and the others go on.
   */
  scan(file: { path: string; language: Language; text: string }): TextSpot[];
}

/** Compiles the rules once; only token rules that look at single files are asked. */
export function textScanner(
  rules: readonly RuleSpec[],
  onFault: (rule: RuleSpec, error: unknown) => void,
): TextScanner {
  const compiled: TokenRules = compileTokenRules(rules);
  const selectors = new Map(rules.map((rule) => [rule, selectorOf(rule)]));
  return {
    scan({ path, language, text }) {
      const spots: TextSpot[] = [];
      const kind = kindOfCode(path, language, text);
      const traits = { path, language, isTest: kind === 'test', kind };
      let current: RuleSpec | null = null;
      const pass: TokenPass = {
        ...traits,
        text,
        tree: null,
        lineStarts: lineStartsOf(text),
        report(spot) {
          if (current !== null) spots.push({ rule: current, spot });
        },
        run(rule, detect) {
          const outer = current;
          current = rule;
          try {
            detect();
            return true;
          } catch (error) {
            onFault(rule, error);
            return false;
          } finally {
            current = outer;
          }
        },
      };
      runTokenRules(compiled, pass, (rule) => selectors.get(rule)!(traits));
      return spots;
    },
  };
}
