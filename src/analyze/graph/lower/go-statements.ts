import { OP } from '../ir.ts';
import { condition } from './c-like.ts';
import { inScope } from './context.ts';
import type { FunctionBuilder } from './function-builder.ts';
import { assignTo, typed, typeValue, valuesFor } from './go-base.ts';
import { Scope, type Variable } from './scope.ts';
import { expression, type LowerStatement, scopedBlock, statement, type WalkContext } from './walk.ts';

/** What a function keeps while its body is lowered: where `goto` goes, and the names of its results. */
interface BodyState {
  readonly labels: Map<string, number>;
  readonly results: readonly Variable[];
}

const bodies = new WeakMap<FunctionBuilder, BodyState>();

export function beginBody(fn: FunctionBuilder, results: readonly Variable[]): void {
  bodies.set(fn, { labels: new Map(), results });
}

function labelBlock(at: WalkContext, name: string): number {
  const labels = bodies.get(at.fn)?.labels ?? new Map<string, number>();
  const known = labels.get(name) ?? at.fn.newBlock();
  labels.set(name, known);
  return known;
}

function elements(at: WalkContext, list: number): number[] {
  return at.view.kind(list) === 'expression_list' ? at.view.named(list) : list < 0 ? [] : [list];
}

/** `:=` declares what this block has not declared yet. */
function shortDeclaration(at: WalkContext, node: number): void {
  const { view } = at;
  const targets = elements(at, view.child(node, 'left'));
  const values = valuesFor(at, view.child(node, 'right'), targets.length);
  for (const target of targets) declareTarget(at, target);
  targets.forEach((target, i) => {
    if (values[i] !== undefined) assignTo(at, target, values[i]);
  });
}

function declareTarget(at: WalkContext, target: number): void {
  const name = at.view.text(target);
  if (name !== '_' && at.view.kind(target) === 'identifier') at.scope.declare(name);
}

function assignment(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  const targets = elements(at, view.child(node, 'left'));
  const operator = view.text(view.child(node, 'operator')).slice(0, -1);
  if (operator !== '') {
    const [target = -1] = targets;
    const before = expression(at, target);
    const right = expression(at, view.firstNamed(view.child(node, 'right')));
    assignTo(at, target, fn.value(OP.binary, node, module.operator(operator), before, right));
    return;
  }
  const values = valuesFor(at, view.child(node, 'right'), targets.length);
  targets.forEach((target, i) => {
    if (values[i] !== undefined) assignTo(at, target, values[i]);
  });
}

/** `var a, b T = 1, 2`; a struct without a value is an empty one. Constants too. */
function specification(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const names = view.childrenOf(node, 'name');
  const type = view.child(node, 'type');
  const value = view.child(node, 'value');
  const isStruct =
    ['type_identifier', 'qualified_type'].includes(view.kind(type)) && /^(?:\w+\.)?[A-Z]/.test(view.text(type));
  const values =
    value >= 0
      ? valuesFor(at, value, names.length)
      : names.map((name) =>
          isStruct
            ? fn.value(OP.construct, name, typeValue(at, type), fn.list([]))
            : view.kind(type) === 'pointer_type'
              ? fn.unknown(name)
              : fn.nothing(name),
        );
  for (const name of names) declareTarget(at, name);
  names.forEach((name, i) => {
    if (values[i] !== undefined) assignTo(at, name, typed(at, view.text(type), values[i], name));
  });
}

function specifications(at: WalkContext, node: number): void {
  for (const each of at.view.named(node)) {
    if (at.view.kind(each) === 'var_spec_list') specifications(at, each);
    else if (at.view.kind(each) === 'var_spec' || at.view.kind(each) === 'const_spec') specification(at, each);
  }
}

function step(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  const target = view.firstNamed(node);
  const operator = module.operator(view.kind(node) === 'inc_statement' ? '+' : '-');
  const one = fn.constant(node, { kind: 'number', value: 1 });
  assignTo(at, target, fn.value(OP.binary, node, operator, expression(at, target), one));
}

function ifStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const after = fn.newBlock();
  const around = at.scope;
  for (let each = node; each >= 0; ) {
    // What an `if` declares before its condition is seen by every branch after it.
    at.scope = new Scope(fn, at.scope);
    if (view.child(each, 'initializer') >= 0) statement(at, view.child(each, 'initializer'));
    const [then, next] = [fn.newBlock(), fn.newBlock()];
    condition(at, view.child(each, 'condition'), then, next);
    fn.startBlock(then);
    statement(at, view.child(each, 'consequence'));
    fn.jump(after, each);
    fn.startBlock(next);
    const otherwise = view.child(each, 'alternative');
    each = view.kind(otherwise) === 'if_statement' && !at.scope.isTooDeep ? otherwise : -1;
    if (each < 0) statement(at, otherwise);
  }
  at.scope = around;
  fn.startBlock(after);
}

function labelsOf(at: WalkContext, node: number): string[] {
  const around = at.view.tree.parent[node]!;
  return at.view.kind(around) === 'labeled_statement' ? [at.view.text(at.view.child(around, 'label'))] : [];
}

function forStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const head =
    view.named(node).find((child) => view.tree.field[child] === 0 || view.kind(child).endsWith('clause')) ?? -1;
  const body = view.child(node, 'body');
  inScope(at, new Scope(fn, at.scope), () => {
    if (view.kind(head) === 'range_clause') {
      rangeLoop(at, node, head, body);
      return;
    }
    const isClause = view.kind(head) === 'for_clause';
    const first = view.child(head, 'initializer');
    if (isClause && first >= 0) statement(at, first);
    const [test, inside, next, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
    fn.startBlock(test);
    const holds = isClause ? view.child(head, 'condition') : head === body ? -1 : head;
    if (holds >= 0) condition(at, holds, inside, after);
    fn.startBlock(inside);
    fn.withLoop(after, next, labelsOf(at, node), () => statement(at, body));
    fn.startBlock(next);
    const update = view.child(head, 'update');
    if (isClause && update >= 0) statement(at, update);
    fn.jump(test, node);
    fn.startBlock(after);
  });
}

/** `for k, v := range x`: a key and a value of the same, whichever. */
function rangeLoop(at: WalkContext, node: number, clause: number, body: number): void {
  const { view, fn } = at;
  const iterated = expression(at, view.child(clause, 'right'));
  const targets = elements(at, view.child(clause, 'left'));
  if (view.has(clause, ':=')) for (const target of targets) declareTarget(at, target);
  const [head, inside, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  fn.startBlock(head);
  fn.branch(fn.unknown(node), inside, after, node);
  fn.startBlock(inside);
  fn.withLoop(after, head, labelsOf(at, node), () => {
    targets.forEach((target, i) => {
      assignTo(at, target, fn.value(OP.iterate, target, iterated, i === 0 ? 1 : 0));
    });
    statement(at, body);
  });
  fn.jump(head, node);
  fn.startBlock(after);
}

/** `switch` with or without a value, over types, and `select`: one case runs, the next only by `fallthrough`. */
function switchStatement(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  const after = fn.newBlock();
  inScope(at, new Scope(fn, at.scope), () => {
    const first = view.child(node, 'initializer');
    if (first >= 0) statement(at, first);
    const value = view.child(node, 'value');
    const subject = value < 0 ? -1 : expression(at, value);
    const cases = view.named(node).filter((child) => view.kind(child).endsWith('_case'));
    const bodies = cases.map(() => fn.newBlock());
    cases.forEach((each, i) => {
      const tests = [...elements(at, view.child(each, 'value')), ...view.childrenOf(each, 'type')];
      for (const test of tests) {
        const next = fn.newBlock();
        if (subject < 0) condition(at, test, bodies[i]!, next);
        else {
          const isType = view.kind(each) === 'type_case';
          const operator = module.operator(isType ? 'instanceof' : '==');
          const other = isType ? typeValue(at, test) : expression(at, test);
          fn.branch(fn.value(OP.compare, test, operator, subject, other), bodies[i]!, next, test);
        }
        fn.startBlock(next);
      }
      if (view.kind(each) !== 'communication_case') return;
      const next = fn.newBlock();
      fn.branch(fn.unknown(each), bodies[i]!, next, each);
      fn.startBlock(next);
    });
    fn.jump(bodies[cases.findIndex((each) => view.kind(each) === 'default_case')] ?? after, node);
    const alias = view.firstNamed(view.child(node, 'alias'));
    fn.withLoop(after, -1, labelsOf(at, node), () => {
      cases.forEach((each, i) => {
        fn.startBlock(bodies[i]!);
        inScope(at, new Scope(fn, at.scope), () => caseBody(at, each, alias, subject, bodies[i + 1] ?? after));
        fn.jump(after, each);
      });
    });
  });
  fn.startBlock(after);
}

function caseBody(at: WalkContext, node: number, alias: number, subject: number, next: number): void {
  const { view, fn } = at;
  if (alias >= 0 && subject >= 0) fn.store(at.scope.declare(view.text(alias)), subject, node);
  const communication = view.child(node, 'communication');
  if (communication >= 0) statement(at, communication);
  for (const list of view.named(node).filter((child) => view.kind(child) === 'statement_list')) {
    for (const each of view.named(list)) {
      if (view.kind(each) === 'fallthrough_statement') fn.jump(next, each);
      else statement(at, each);
    }
  }
}

function returnStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const values = elements(at, view.firstNamed(node)).map((each) => expression(at, each));
  const results = bodies.get(fn)?.results ?? [];
  if (values.length === 0) values.push(...results.map((result) => fn.load(result, node)));
  if (values.length === 0) fn.returnValue(-1, node);
  else fn.returnValue(values.length === 1 ? values[0]! : fn.value(OP.list, node, 1, fn.positional(values)), node);
}

/** What is sent becomes an element of the channel. */
function send(at: WalkContext, node: number): void {
  const channel = expression(at, at.view.child(node, 'channel'));
  at.fn.act(OP.setIndex, node, channel, at.fn.unknown(node), expression(at, at.view.child(node, 'value')));
}

function receive(at: WalkContext, node: number): void {
  const { view } = at;
  if (view.child(node, 'left') < 0) expression(at, view.child(node, 'right'));
  else if (view.has(node, ':=')) shortDeclaration(at, node);
  else {
    const targets = elements(at, view.child(node, 'left'));
    const values = valuesFor(at, view.child(node, 'right'), targets.length);
    for (const [i, target] of targets.entries()) if (values[i] !== undefined) assignTo(at, target, values[i]);
  }
}

function labeled(at: WalkContext, node: number): void {
  const { view, fn } = at;
  fn.startBlock(labelBlock(at, view.text(view.child(node, 'label'))), node);
  for (const each of view.named(node)) if (view.kind(each) !== 'label_name') statement(at, each);
}

const label = (at: WalkContext, node: number) => at.view.text(at.view.firstNamed(node));
const inner: LowerStatement = (at, node) => {
  for (const each of at.view.named(node)) statement(at, each);
};

/** All statements but definitions of functions and types. */
export const STATEMENTS: readonly (readonly [string, LowerStatement])[] = [
  ['block', scopedBlock],
  ['statement_list', inner],
  ['expression_statement', inner],
  ['short_var_declaration', shortDeclaration],
  ['assignment_statement', assignment],
  ['var_declaration', specifications],
  ['const_declaration', specifications],
  ['inc_statement', step],
  ['dec_statement', step],
  ['if_statement', ifStatement],
  ['for_statement', forStatement],
  ['expression_switch_statement', switchStatement],
  ['type_switch_statement', switchStatement],
  ['select_statement', switchStatement],
  ['return_statement', returnStatement],
  // The call of a `defer` sees the arguments of now; that it runs later changes no value here.
  ['defer_statement', inner],
  ['go_statement', inner],
  ['send_statement', send],
  ['receive_statement', receive],
  ['labeled_statement', labeled],
  ['goto_statement', (at, node) => at.fn.jump(labelBlock(at, label(at, node)), node)],
  ['break_statement', (at, node) => at.fn.breakOut(label(at, node), node)],
  ['continue_statement', (at, node) => at.fn.continueLoop(label(at, node), node)],
  ['fallthrough_statement', () => undefined],
  ['empty_statement', () => undefined],
];
