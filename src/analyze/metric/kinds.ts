import type { GrammarTables } from '../../parse/tree.ts';

/** What a node kind means for the measures; a bit each. */
export const FUNCTION = 1;
/** Adds a path: 1 to the cyclomatic number. */
export const DECISION = 2;
/** Costs 1 plus its depth to the reader. */
export const STRUCTURE = 4;
/** What lies inside is one level deeper. */
export const NESTS = 8;
export const IF = 16;
export const CONTAINER = 32;
export const BOOLEAN = 64;
/** A label of a switch: only a `case` decides, `default` does not. */
export const LABEL = 128;

const LOOP = DECISION | STRUCTURE | NESTS;

const KINDS: readonly (readonly [meaning: number, kinds: string])[] = [
  [
    FUNCTION,
    `function_declaration function_expression arrow_function method_definition generator_function
     generator_function_declaration function_definition lambda method_declaration constructor_declaration
     compact_constructor_declaration local_function_statement lambda_expression anonymous_function func_literal
     function_item closure_expression method singleton_method`,
  ],
  [CONTAINER, 'class_declaration class_definition abstract_class_declaration class_specifier struct_specifier'],
  [CONTAINER, 'class module impl_item trait_item interface_declaration trait_declaration record_declaration'],
  [CONTAINER, 'struct_declaration enum_declaration object_declaration singleton_class'],
  [IF | LOOP, 'if_statement if_expression if unless'],
  [IF | DECISION, 'elif_clause elsif else_if_clause'],
  [DECISION, 'if_clause for_in_clause'],
  [DECISION | STRUCTURE, 'if_modifier unless_modifier while_modifier until_modifier'],
  [LOOP, 'while_statement do_statement for_statement for_in_statement enhanced_for_statement foreach_statement'],
  [LOOP, 'for_range_loop while until for for_expression while_expression loop_expression'],
  [LOOP, 'catch_clause except_clause except_group_clause rescue'],
  [DECISION | STRUCTURE, 'ternary_expression conditional_expression conditional'],
  [STRUCTURE | NESTS, 'switch_statement switch_expression expression_switch_statement type_switch_statement'],
  [STRUCTURE | NESTS, 'select_statement match_statement match_expression case case_match'],
  [LABEL, 'switch_case switch_label case_statement switch_section'],
  [DECISION, 'expression_case type_case communication_case when in_clause match_arm match_conditional_expression'],
  [DECISION, 'switch_expression_arm case_clause'],
  [BOOLEAN, 'binary_expression boolean_operator binary'],
];

const tables = new WeakMap<GrammarTables, Uint8Array>();

/** By kind id: its meaning; a token such as `if` has none, only the named node. */
export function meaningsOf(grammar: GrammarTables): Uint8Array {
  const known = tables.get(grammar);
  if (known) return known;
  const byName = new Map<string, number>();
  for (const [meaning, kinds] of KINDS) for (const kind of kinds.split(/\s+/)) byName.set(kind, meaning);
  const table = Uint8Array.from(grammar.kindNames, (name, id) =>
    grammar.named[id] === 1 ? (byName.get(name) ?? 0) : 0,
  );
  tables.set(grammar, table);
  return table;
}
