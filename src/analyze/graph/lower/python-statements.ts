import { OP } from '../ir.ts';
import { assignTo, condition } from './python-base.ts';
import { matchStatement } from './python-match.ts';
import { importedAs } from './python-names.ts';
import { expression, type LowerStatement, statement, type WalkContext } from './walk.ts';

export function block(at: WalkContext, node: number): void {
  for (const each of at.view.named(node)) statement(at, each);
}

function assignment(at: WalkContext, node: number): void {
  const right = at.view.child(node, 'right');
  if (right < 0) return;
  // `a = b = c`: the innermost right side is one value for all targets.
  const targets: number[] = [];
  let value = node;
  for (; at.view.kind(value) === 'assignment'; value = at.view.child(value, 'right')) {
    targets.push(at.view.child(value, 'left'));
  }
  const temporary = expression(at, value);
  for (const target of targets) assignTo(at, target, temporary);
}

function augmented(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  const left = view.child(node, 'left');
  const operator = view.text(view.child(node, 'operator')).replace(/=$/, '');
  const before = expression(at, left);
  const value = fn.value(OP.binary, node, module.operator(operator), before, expression(at, view.child(node, 'right')));
  assignTo(at, left, value);
}

function ifStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const after = fn.newBlock();
  const clauses = [node, ...view.childrenOf(node, 'alternative')];
  for (const clause of clauses) {
    if (view.kind(clause) === 'else_clause') {
      block(at, view.child(clause, 'body'));
      break;
    }
    const [then, next] = [fn.newBlock(), fn.newBlock()];
    condition(at, view.child(clause, 'condition'), then, next);
    fn.startBlock(then);
    block(at, view.child(clause, 'consequence'));
    fn.jump(after, clause);
    fn.startBlock(next);
  }
  fn.startBlock(after);
}

function loop(at: WalkContext, node: number, test: (body: number, done: number) => void, bind: () => void): void {
  const { view, fn } = at;
  const [head, body, done, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
  fn.startBlock(head);
  test(body, done);
  fn.startBlock(body);
  fn.withLoop(after, head, [], () => {
    bind();
    block(at, view.child(node, 'body'));
    fn.jump(head, node);
  });
  fn.startBlock(done);
  block(at, view.child(view.child(node, 'alternative'), 'body'));
  fn.startBlock(after);
}

function whileStatement(at: WalkContext, node: number): void {
  loop(
    at,
    node,
    (body, done) => condition(at, at.view.child(node, 'condition'), body, done),
    () => undefined,
  );
}

function forStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const iterable = expression(at, view.child(node, 'right'));
  const test = (body: number, done: number) => fn.branch(fn.unknown(node), body, done, node);
  loop(at, node, test, () => {
    const left = view.child(node, 'left');
    assignTo(at, left, fn.value(OP.iterate, left, iterable, 0));
  });
}

function tryStatement(at: WalkContext, node: number): void {
  const last = at.view.childOfKind(node, 'finally_clause');
  if (last < 0) {
    tryAndCatch(at, node);
    return;
  }
  at.fn.withFinally(
    node,
    () => tryAndCatch(at, node),
    () => block(at, at.view.childOfKind(last, 'block')),
  );
}

function tryAndCatch(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const clauses = view.named(node).filter((child) => view.kind(child).startsWith('except'));
  const body = () => {
    block(at, view.child(node, 'body'));
    block(at, view.child(view.childOfKind(node, 'else_clause'), 'body'));
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
    const caught = view.child(clause, 'value');
    const target = view.child(caught, 'alias') >= 0 ? view.child(caught, 'alias') : view.child(clause, 'alias');
    if (target >= 0) assignTo(at, target, fn.unknown(clause));
    block(at, view.childOfKind(clause, 'block'));
    fn.jump(after, clause);
  });
  fn.startBlock(after);
}

/** The manager is entered and what that gives is bound; leaving it does nothing to values. */
function withStatement(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  for (const item of view.named(view.childOfKind(node, 'with_clause'))) {
    const value = view.child(item, 'value');
    const isBound = view.kind(value) === 'as_pattern';
    const manager = expression(at, isBound ? view.firstNamed(value) : value);
    const entered = fn.value(OP.method, item, manager, module.string('__enter__'), fn.positional([]));
    if (isBound) assignTo(at, view.child(value, 'alias'), entered);
  }
  block(at, view.child(node, 'body'));
}

function importStatement(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  for (const name of view.childrenOf(node, 'name')) {
    const whole = view.text(view.child(name, 'name') >= 0 ? view.child(name, 'name') : name);
    // `import a.b` binds a; `import a.b as c` binds a.b.
    const bound = view.child(name, 'alias') >= 0 ? whole : whole.split('.', 1)[0]!;
    if (bound !== whole) fn.value(OP.import, name, module.import(whole, '*'));
    bindName(at, importedAs(view, name), fn.value(OP.import, name, module.import(bound, '*')), name);
  }
}

function importFrom(at: WalkContext, node: number): void {
  const { view, fn, module } = at;
  const from =
    view.kind(node) === 'future_import_statement' ? '__future__' : view.text(view.child(node, 'module_name'));
  if (view.childOfKind(node, 'wildcard_import') >= 0) {
    module.exports.push({ name: '*', cell: -1, from: module.import(from, '*') });
  }
  for (const name of view.childrenOf(node, 'name')) {
    const original = view.child(name, 'name') >= 0 ? view.child(name, 'name') : name;
    bindName(at, importedAs(view, name), fn.value(OP.import, name, module.import(from, view.text(original))), name);
  }
}

function bindName(at: WalkContext, name: string, value: number, node: number): void {
  const variable = at.scope.find(name);
  if (variable !== null) at.fn.store(variable, value, node);
}

function deleteStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const operand = view.firstNamed(node);
  for (const target of view.kind(operand) === 'expression_list' ? view.named(operand) : [operand]) {
    if (view.kind(target) === 'identifier') assignTo(at, target, fn.nothing(target));
    else if (view.kind(target) === 'subscript') {
      fn.act(OP.delete, target, expression(at, view.child(target, 'value')), subscript(at, target));
    } else if (view.kind(target) === 'attribute') {
      const object = expression(at, view.child(target, 'object'));
      fn.act(OP.delete, target, object, fn.text(target, view.text(view.child(target, 'attribute'))));
    } else at.module.gap(target);
  }
}

function subscript(at: WalkContext, node: number): number {
  const keys = at.view.childrenOf(node, 'subscript');
  return keys.length === 1 && at.view.kind(keys[0]!) !== 'slice' ? expression(at, keys[0]!) : at.fn.unknown(node);
}

function assertStatement(at: WalkContext, node: number): void {
  const { view, fn } = at;
  const [holds, fails] = [fn.newBlock(), fn.newBlock()];
  condition(at, view.firstNamed(node), holds, fails);
  fn.startBlock(fails);
  fn.throwValue(fn.unknown(node), node);
  fn.startBlock(holds);
}

function returnStatement(at: WalkContext, node: number): void {
  const operand = at.view.firstNamed(node);
  at.fn.returnValue(operand < 0 ? at.fn.nothing(node) : expression(at, operand), node);
}

function raiseStatement(at: WalkContext, node: number): void {
  const operand = at.view.firstNamed(node);
  at.fn.throwValue(operand < 0 ? at.fn.unknown(node) : expression(at, operand), node);
}

function printStatement(at: WalkContext, node: number): void {
  const values = at.view.childrenOf(node, 'argument').map((argument) => expression(at, argument));
  at.fn.value(OP.call, node, at.fn.value(OP.global, node, at.module.string('print')), at.fn.positional(values));
}

const nothing: LowerStatement = () => undefined;

/** All statements but definitions. */
export const STATEMENTS: readonly (readonly [string, LowerStatement])[] = [
  ['expression_statement', block],
  ['block', block],
  ['assignment', assignment],
  ['augmented_assignment', augmented],
  ['if_statement', ifStatement],
  ['while_statement', whileStatement],
  ['for_statement', forStatement],
  ['try_statement', tryStatement],
  ['with_statement', withStatement],
  ['match_statement', (at, node) => matchStatement(at, node, (body) => block(at, body))],
  ['import_statement', importStatement],
  ['import_from_statement', importFrom],
  ['future_import_statement', importFrom],
  ['delete_statement', deleteStatement],
  ['assert_statement', assertStatement],
  ['return_statement', returnStatement],
  ['raise_statement', raiseStatement],
  ['print_statement', printStatement],
  ['break_statement', (at, node) => at.fn.breakOut('', node)],
  ['continue_statement', (at, node) => at.fn.continueLoop('', node)],
  ['pass_statement', nothing],
  ['global_statement', nothing],
  ['nonlocal_statement', nothing],
  ['type_alias_statement', nothing],
];
