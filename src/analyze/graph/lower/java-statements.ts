import { OP } from '../ir.ts';
import { condition } from './c-like.ts';
import { ifChain, whileLoop } from './c-like-statements.ts';
import { inScope } from './context.ts';
import { bindPattern, typed, typeName, typeValue } from './java-expressions.ts';
import { Scope, type Variable } from './scope.ts';
import { expression, type Lower, type LowerStatement, scopedBlock, statement, type WalkContext } from './walk.ts';

function labelsOf(at: WalkContext, node: number): string[] {
  const { view } = at;
  const labels: string[] = [];
  for (
    let around = view.tree.parent[node]!;
    view.kind(around) === 'labeled_statement';
    around = view.tree.parent[around]!
  ) {
    labels.push(view.text(view.firstNamed(around)));
  }
  return labels;
}

/** Variables are declared where they stand: a use before that means a field. */
function declaration(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const type = typeName(at, view.child(node, 'type'));
  for (const declarator of view.childrenOf(node, 'declarator')) {
    const value = view.child(declarator, 'value');
    const made = value < 0 ? -1 : typed(at, type, expression(at, value), declarator);
    const variable = at.scope.declare(view.text(view.child(declarator, 'name')));
    if (made >= 0) fn.store(variable, made, declarator);
  }
}

function forStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  inScope(at, new Scope(fn, at.scope), () => {
    const [head, body, next, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
    for (const first of view.childrenOf(node, 'init')) statement(at, first);
    fn.startBlock(head);
    const test = view.child(node, 'condition');
    if (test >= 0) condition(at, test, body, after);
    fn.startBlock(body);
    fn.withLoop(after, next, labelsOf(at, node), () => statement(at, view.child(node, 'body')));
    fn.startBlock(next);
    for (const step of view.childrenOf(node, 'update')) expression(at, step);
    fn.jump(head, node);
    fn.startBlock(after);
  });
}

function forEach(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const iterated = expression(at, view.child(node, 'value'));
  inScope(at, new Scope(fn, at.scope), () => {
    const name = view.child(node, 'name');
    const variable = at.scope.declare(view.text(name));
    const [head, body, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
    fn.startBlock(head);
    fn.branch(fn.unknown(node), body, after, node);
    fn.startBlock(body);
    fn.withLoop(after, head, labelsOf(at, node), () => {
      const element = fn.value(OP.iterate, name, iterated, 0);
      fn.store(variable, typed(at, typeName(at, view.child(node, 'type')), element, name), name);
      statement(at, view.child(node, 'body'));
    });
    fn.jump(head, node);
    fn.startBlock(after);
  });
}

function tryStatement(at: WalkContext, node: number): void {
  const last = at.view.childOfKind(node, 'finally_clause');
  if (last < 0) tryAndCatch(at, node);
  else {
    at.fn.withFinally(
      node,
      () => tryAndCatch(at, node),
      () => statement(at, at.view.firstNamed(last)),
    );
  }
}

function tryAndCatch(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const clauses = view.named(node).filter((child) => view.kind(child) === 'catch_clause');
  const body = () => {
    inScope(at, new Scope(fn, at.scope), () => {
      for (const resource of view.named(view.child(node, 'resources'))) {
        const value = view.child(resource, 'value');
        const made = expression(at, value >= 0 ? value : view.firstNamed(resource));
        const name = view.child(resource, 'name');
        const type = typeName(at, view.child(resource, 'type'));
        if (name >= 0) fn.store(at.scope.declare(view.text(name)), typed(at, type, made, resource), resource);
      }
      statement(at, view.child(node, 'body'));
    });
  };
  if (clauses.length === 0) {
    body();
    return;
  }
  const handlers = clauses.map(() => fn.newBlock());
  const after = fn.newBlock();
  fn.withHandlers(handlers, node, body);
  fn.jump(after, node);
  clauses.forEach((clause, i) => {
    fn.startBlock(handlers[i]!);
    inScope(at, new Scope(fn, at.scope), () => {
      const parameter = view.childOfKind(clause, 'catch_formal_parameter');
      const name = view.child(parameter, 'name');
      fn.store(at.scope.declare(view.text(name)), fn.unknown(clause), clause);
      statement(at, view.child(clause, 'body'));
    });
    fn.jump(after, clause);
  });
  fn.startBlock(after);
}

/** Where `yield` inside a switch expression leaves its value; one a place, innermost last. */
const yieldTargets = new WeakMap<object, Variable[]>();

/** Both forms, as a statement or as an expression; a rule with an arrow does not fall through. */
function switchInto(at: WalkContext, node: number, result: Variable | null): void {
  const { view, fn } = at;
  const subject = expression(at, view.child(node, 'condition'));
  const groups = view.named(view.child(node, 'body'));
  const bodies = groups.map(() => fn.newBlock());
  const after = fn.newBlock();
  let otherwise = after;
  inScope(at, new Scope(fn, at.scope), () => {
    groups.forEach((group, i) => {
      for (const label of view.named(group).filter((child) => view.kind(child) === 'switch_label')) {
        if (view.has(label, 'default')) otherwise = bodies[i]!;
        testLabel(at, label, subject, bodies[i]!);
      }
    });
    fn.jump(otherwise, node);
    const targets = yieldTargets.get(fn) ?? [];
    yieldTargets.set(fn, targets);
    if (result !== null) targets.push(result);
    fn.withLoop(after, -1, labelsOf(at, node), () => {
      groups.forEach((group, i) => {
        fn.startBlock(bodies[i]!);
        const isRule = view.kind(group) === 'switch_rule';
        for (const each of view.named(group)) {
          if (view.kind(each) === 'switch_label') continue;
          const isValue = isRule && result !== null && view.kind(each) === 'expression_statement';
          if (isValue) fn.store(result, expression(at, view.firstNamed(each)), each);
          else statement(at, each);
        }
        if (isRule) fn.jump(after, group);
      });
    });
    if (result !== null) targets.pop();
  });
  fn.startBlock(after);
}

function testLabel(at: WalkContext, label: number, subject: number, body: number): void {
  const { view, fn, module } = at;
  const guard = view.childOfKind(label, 'guard');
  for (const value of view.named(label)) {
    if (value === guard) continue;
    const next = fn.newBlock();
    const matched = guard < 0 ? body : fn.newBlock();
    if (view.kind(value) === 'pattern') {
      bindPattern(at, value, subject);
      const type = view.firstNamed(view.firstNamed(value));
      const is = fn.value(OP.compare, value, module.operator('instanceof'), subject, typeValue(at, type));
      fn.branch(is, matched, next, value);
    } else {
      fn.branch(
        fn.value(OP.compare, value, module.operator('=='), subject, expression(at, value)),
        matched,
        next,
        value,
      );
    }
    if (guard >= 0) {
      fn.startBlock(matched);
      condition(at, view.firstNamed(guard), body, next);
    }
    fn.startBlock(next);
  }
}

const switchExpression: Lower = (at, node) => {
  const result = at.fn.newVariable('');
  switchInto(at, node, result);
  return at.fn.load(result, node);
};

function yieldStatement(at: WalkContext, node: number): void {
  const value = expression(at, at.view.firstNamed(node));
  const target = yieldTargets.get(at.fn)?.at(-1);
  if (target !== undefined) at.fn.store(target, value, node);
  at.fn.breakOut('', node);
}

function assertStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const [holds, fails] = [fn.newBlock(), fn.newBlock()];
  condition(at, view.firstNamed(node), holds, fails);
  fn.startBlock(fails);
  fn.throwValue(fn.unknown(node), node);
  fn.startBlock(holds);
}

function labeled(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const body = view.named(node)[1] ?? -1;
  if (/^(for|enhanced_for|while|do|labeled)_statement$|^switch_expression$/.test(view.kind(body))) {
    statement(at, body);
    return;
  }
  const after = fn.newBlock();
  fn.withLoop(after, -1, labelsOf(at, body), () => statement(at, body), true);
  fn.startBlock(after);
}

const label = (at: WalkContext, node: number) => at.view.text(at.view.firstNamed(node));

function returnStatement(at: WalkContext, node: number): void {
  const value = at.view.firstNamed(node);
  at.fn.returnValue(value < 0 ? -1 : expression(at, value), node);
}

export const SWITCH: readonly (readonly [string, Lower])[] = [['switch_expression', switchExpression]];

/** All statements but definitions of classes. */
export const STATEMENTS: readonly (readonly [string, LowerStatement])[] = [
  ['block', scopedBlock],
  ['constructor_body', scopedBlock],
  ['expression_statement', (at, node) => statement(at, at.view.firstNamed(node))],
  ['local_variable_declaration', declaration],
  ['if_statement', (at, node) => ifChain(at, node, (each) => at.view.child(each, 'alternative'))],
  ['while_statement', (at, node) => whileLoop(at, node, labelsOf(at, node))],
  ['do_statement', (at, node) => whileLoop(at, node, labelsOf(at, node))],
  ['for_statement', forStatement],
  ['enhanced_for_statement', forEach],
  ['try_statement', tryStatement],
  ['try_with_resources_statement', tryStatement],
  ['switch_expression', (at, node) => switchInto(at, node, null)],
  ['yield_statement', yieldStatement],
  [
    'synchronized_statement',
    (at, node) => {
      expression(at, at.view.firstNamed(node));
      statement(at, at.view.child(node, 'body'));
    },
  ],
  ['assert_statement', assertStatement],
  ['labeled_statement', labeled],
  ['return_statement', returnStatement],
  ['throw_statement', (at, node) => at.fn.throwValue(expression(at, at.view.firstNamed(node)), node)],
  ['break_statement', (at, node) => at.fn.breakOut(label(at, node), node)],
  ['continue_statement', (at, node) => at.fn.continueLoop(label(at, node), node)],
];
