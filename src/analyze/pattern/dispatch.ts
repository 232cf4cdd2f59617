import type { ParsedLanguage } from '../../model/language.ts';
import { SyntaxNode } from '../../parse/node.ts';
import type { GrammarTables, SyntaxTree } from '../../parse/tree.ts';
import type { PatternDetector } from '../detector.ts';
import type { FilePass } from '../file-pass.ts';
import type { RuleSpec } from '../rule.ts';
import { compileKeywords, findKeywords } from '../token/keywords.ts';

/** A rule whose detector is asked about nodes. */
type PatternRule = RuleSpec & { readonly detect: PatternDetector };

/** All pattern rules of a run, made ready once. */
export interface PatternRules {
  /** True where some rule reads the language at all. */
  speaks(language: ParsedLanguage): boolean;
  /** One walk over the flat tree, in document order, for all active rules whose words occur in the text. */
  run(tree: SyntaxTree, pass: FilePass, active: ReadonlySet<RuleSpec>): void;
}

/** Compiles the pattern rules (others are ignored): one table of words, and one of node kinds a grammar. */
export function compilePatternRules(all: readonly RuleSpec[]): PatternRules {
  const rules = all.filter(isPatternRule);
  const table = compileKeywords(rules.flatMap(({ detect }) => detect.keywords ?? []));
  const byWord = table.words.map((word) =>
    rules.filter(({ detect }) => detect.keywords?.some((own) => own.toLowerCase() === word)),
  );
  const wordless = rules.filter(({ detect }) => detect.keywords === undefined);
  const byGrammar = new WeakMap<GrammarTables, readonly (readonly PatternRule[] | undefined)[]>();

  function possible(text: string): Set<PatternRule> {
    const found = new Set<number>();
    findKeywords(table, text, (word) => found.add(word));
    const out = new Set(wordless);
    for (const word of found) for (const rule of byWord[word]!) out.add(rule);
    return out;
  }

  return {
    speaks: (language) => rules.some(({ detect }) => kindsOf(detect, language).length > 0),
    run(tree, pass, active) {
      const asked = possible(tree.source);
      for (const rule of asked) if (!active.has(rule)) asked.delete(rule);
      if (asked.size === 0) return;
      const byKind = byGrammar.get(tree.grammar) ?? rulesByKind(tree.grammar, rules);
      byGrammar.set(tree.grammar, byKind);
      const own = byKind.map((some) => {
        const wanted = some?.filter((rule) => asked.has(rule));
        return wanted === undefined || wanted.length === 0 ? undefined : wanted;
      });
      for (let index = 0; index < tree.count; index++) {
        const wanted = own[tree.kind[index]!];
        if (wanted === undefined) continue;
        const node = new SyntaxNode(tree, index);
        for (const rule of wanted) pass.visit(rule, rule.detect, node);
      }
    },
  };
}

/** By kind id: the rules that want it. Several ids may share a name (aliases): each gets them. */
function rulesByKind(grammar: GrammarTables, rules: readonly PatternRule[]): (readonly PatternRule[] | undefined)[] {
  const wanted = new Map<string, PatternRule[]>();
  for (const rule of rules) {
    for (const kind of new Set(kindsOf(rule.detect, grammar.language))) {
      wanted.set(kind, [...(wanted.get(kind) ?? []), rule]);
    }
  }
  const hasNode = new Set(grammar.kindNames.filter((_, id) => grammar.named[id] === 1));
  // A keyword may have its node's name (`rescue` in Ruby): then the node is meant.
  return grammar.kindNames.map((name, id) =>
    grammar.named[id] === 1 || !hasNode.has(name) ? wanted.get(name) : undefined,
  );
}

/** Node kinds a detector asks for in a language; TSX takes TypeScript's where it has none of its own. */
function kindsOf(detector: PatternDetector, language: ParsedLanguage): readonly string[] {
  return detector.kinds[language] ?? (language === 'tsx' ? detector.kinds.typescript : undefined) ?? [];
}

function isPatternRule(rule: RuleSpec): rule is PatternRule {
  return rule.detect.engine === 'pattern' && rule.detect.scope === 'file';
}
