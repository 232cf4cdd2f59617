import type { ParsedLanguage } from '../../model/language.ts';
import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import type { PatternDetector } from '../detector.ts';
import type { FilePass } from '../file-pass.ts';
import type { RuleSpec } from '../rule.ts';

/** A rule whose detector is asked about nodes. */
export type PatternRule = RuleSpec & { readonly detect: PatternDetector };

/** Which rules want which node kinds, in one language; made once, used for every file. */
export class KindTable {
  readonly #byKind: (PatternRule[] | undefined)[] = [];

  constructor(tree: SyntaxTree, rules: readonly PatternRule[]) {
    const { kindNames, language } = tree.grammar;
    const wanted = new Map<string, PatternRule[]>();
    for (const rule of rules) {
      for (const kind of new Set(kindsOf(rule.detect, language))) wanted.set(kind, [...(wanted.get(kind) ?? []), rule]);
    }
    for (const [id, name] of kindNames.entries()) this.#byKind[id] = wanted.get(name);
  }

  /** One walk over the flat tree, in document order, for all rules of `active`. */
  walk(tree: SyntaxTree, pass: FilePass, active: ReadonlySet<RuleSpec>): void {
    const byKind = this.#byKind.map((rules) => {
      const wanted = rules?.filter((rule) => active.has(rule));
      return wanted === undefined || wanted.length === 0 ? undefined : wanted;
    });
    for (let index = 0; index < tree.count; index++) {
      const rules = byKind[tree.kind[index]!];
      if (rules === undefined) continue;
      const node = new SyntaxNode(tree, index);
      for (const rule of rules) pass.run(rule, () => rule.detect.visit(node, pass));
    }
  }
}

/** Node kinds a detector asks for in a language; TSX takes TypeScript's where it has none of its own. */
export function kindsOf(detector: PatternDetector, language: ParsedLanguage): readonly string[] {
  return detector.kinds[language] ?? (language === 'tsx' ? detector.kinds.typescript : undefined) ?? [];
}
