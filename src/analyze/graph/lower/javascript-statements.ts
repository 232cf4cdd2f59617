import { OP } from '../ir.ts';
import { condition } from './c-like.ts';
import { ifChain, whileLoop } from './c-like-statements.ts';
import { inScope } from './context.ts';
import { assignTo, type ScriptContext } from './javascript-base.ts';
import { declareBlock, patternNames } from './javascript-names.ts';
import { Scope } from './scope.ts';
import { expression, type LowerStatement, statement } from './walk.ts';

/** Statements of one block: their names first, then functions, which are made before anything runs, then the rest. */
export function statements(at: ScriptContext, nodes: readonly number[]): void {
  declareBlock(at.view, nodes, at.scope);
  const isFunction = (node: number) => at.view.kind(node).endsWith('function_declaration');
  const declared = (node: number) =>
    at.view.kind(node) === 'export_statement' ? at.view.child(node, 'declaration') : node;
  for (const node of nodes) if (isFunction(declared(node))) statement(at, node);
  for (const node of nodes) if (!isFunction(declared(node))) statement(at, node);
}

export function block(at: ScriptContext, node: number): void {
  inScope(at, new Scope(at.fn, at.scope), () => statements(at, at.view.named(node)));
}

function declaration(at: ScriptContext, node: number): void {
  for (const declarator of at.view.named(node)) {
    const value = at.view.child(declarator, 'value');
    if (value >= 0) assignTo(at, at.view.child(declarator, 'name'), expression(at, value));
  }
}

/** The labels that stand right before a loop. */
function labelsOf(at: ScriptContext, node: number): string[] {
  const labels: string[] = [];
  const { view } = at;
  for (
    let around = view.tree.parent[node]!;
    view.kind(around) === 'labeled_statement';
    around = view.tree.parent[around]!
  ) {
    labels.push(view.text(view.child(around, 'label')));
  }
  return labels;
}

function forStatement(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  inScope(at, new Scope(fn, at.scope), () => {
    const [head, body, next, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
    const first = view.child(node, 'initializer');
    if (first >= 0) statements(at, [first]);
    fn.startBlock(head);
    const test = view.childrenOf(node, 'condition').find((child) => view.kind(child) !== 'empty_statement') ?? -1;
    if (test >= 0)
      condition(at, view.kind(test) === 'expression_statement' ? view.firstNamed(test) : test, body, after);
    fn.startBlock(body);
    fn.withLoop(after, next, labelsOf(at, node), () => statement(at, view.child(node, 'body')));
    fn.startBlock(next);
    const step = view.child(node, 'increment');
    if (step >= 0) expression(at, step);
    fn.jump(head, node);
    fn.startBlock(after);
  });
}

/** `for … of` gives elements, `for … in` gives keys. */
function forIn(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  const iterated = expression(at, view.child(node, 'right'));
  inScope(at, new Scope(fn, at.scope), () => {
    const left = view.child(node, 'left');
    if (/^(let|const)$/.test(view.text(view.child(node, 'kind')))) {
      for (const name of patternNames(view, left)) at.scope.declare(name);
    }
    const [head, body, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
    fn.startBlock(head);
    fn.branch(fn.unknown(node), body, after, node);
    fn.startBlock(body);
    fn.withLoop(after, head, labelsOf(at, node), () => {
      const keys = view.text(view.child(node, 'operator')) === 'in' ? 1 : 0;
      assignTo(at, left, fn.value(OP.iterate, left, iterated, keys));
      statement(at, view.child(node, 'body'));
    });
    fn.jump(head, node);
    fn.startBlock(after);
  });
}

function switchStatement(at: ScriptContext, node: number): void {
  const { view, fn, module } = at;
  const subject = expression(at, view.child(node, 'value'));
  const cases = view.named(view.child(node, 'body'));
  const bodies = cases.map(() => fn.newBlock());
  const after = fn.newBlock();
  inScope(at, new Scope(fn, at.scope), () => {
    for (const each of cases) declareBlock(view, view.childrenOf(each, 'body'), at.scope);
    cases.forEach((each, i) => {
      const value = view.child(each, 'value');
      if (value < 0) return;
      const next = fn.newBlock();
      const same = fn.value(OP.compare, each, module.operator('==='), subject, expression(at, value));
      fn.branch(same, bodies[i]!, next, each);
      fn.startBlock(next);
    });
    fn.jump(bodies[cases.findIndex((each) => view.kind(each) === 'switch_default')] ?? after, node);
    fn.withLoop(after, -1, labelsOf(at, node), () => {
      cases.forEach((each, i) => {
        fn.startBlock(bodies[i]!);
        for (const inner of view.childrenOf(each, 'body')) statement(at, inner);
      });
    });
  });
  fn.startBlock(after);
}

function tryStatement(at: ScriptContext, node: number): void {
  const last = at.view.child(node, 'finalizer');
  if (last < 0) tryAndCatch(at, node);
  else {
    at.fn.withFinally(
      node,
      () => tryAndCatch(at, node),
      () => statement(at, at.view.child(last, 'body')),
    );
  }
}

function tryAndCatch(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  const clause = view.child(node, 'handler');
  const body = () => statement(at, view.child(node, 'body'));
  if (clause < 0) {
    body();
    return;
  }
  const [handler, after] = [fn.newBlock(), fn.newBlock()];
  fn.withHandlers([handler], node, body);
  fn.jump(after, node);
  fn.startBlock(handler);
  inScope(at, new Scope(fn, at.scope), () => {
    const caught = view.child(clause, 'parameter');
    for (const name of patternNames(view, caught)) at.scope.declare(name);
    if (caught >= 0) assignTo(at, caught, fn.unknown(clause));
    statement(at, view.child(clause, 'body'));
  });
  fn.startBlock(after);
}

/** A label before a loop is the loop's; before anything else it names a block that can be left. */
function labeled(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  const body = view.child(node, 'body');
  if (/^(for|for_in|while|do|switch|labeled)_statement$/.test(view.kind(body))) {
    statement(at, body);
    return;
  }
  const after = fn.newBlock();
  fn.withLoop(after, -1, labelsOf(at, body), () => statement(at, body), true);
  fn.startBlock(after);
}

function returnStatement(at: ScriptContext, node: number): void {
  const value = at.view.firstNamed(node);
  at.fn.returnValue(value < 0 ? -1 : expression(at, value), node);
}

/** An enum is an object; a member without a value counts on from the one before. */
function enumDeclaration(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  let next = 0;
  const entries = view.named(view.child(node, 'body')).map((member) => {
    const value = view.child(member, 'value');
    const name = view.child(member, 'name') >= 0 ? view.child(member, 'name') : member;
    const given = value < 0 ? fn.constant(member, { kind: 'number', value: next++ }) : expression(at, value);
    return { kind: view.text(name), value: given };
  });
  assignTo(at, view.child(node, 'name'), fn.value(OP.object, node, fn.list(entries)));
}

/** A namespace is an object of what its body declares. */
function namespace(at: ScriptContext, node: number): void {
  const { view, fn } = at;
  const scope = new Scope(fn, at.scope);
  inScope(at, scope, () => statements(at, view.named(view.child(node, 'body'))));
  const entries = [...scope.variables()].map((variable) => ({ kind: variable.name, value: fn.load(variable, node) }));
  const name = view.child(node, 'name');
  if (view.kind(name) === 'identifier') assignTo(at, name, fn.value(OP.object, node, fn.list(entries)));
}

const nothing: LowerStatement = () => undefined;
const label = (at: ScriptContext, node: number) => at.view.text(at.view.child(node, 'label'));

/** All statements but definitions, imports and exports. */
export const STATEMENTS: readonly (readonly [string, LowerStatement])[] = [
  ['expression_statement', (at, node) => statement(at, at.view.firstNamed(node))],
  ['statement_block', block],
  ['lexical_declaration', declaration],
  ['variable_declaration', declaration],
  ['if_statement', (at, node) => ifChain(at, node, (each) => at.view.firstNamed(at.view.child(each, 'alternative')))],
  ['while_statement', (at, node) => whileLoop(at, node, labelsOf(at, node))],
  ['do_statement', (at, node) => whileLoop(at, node, labelsOf(at, node))],
  ['for_statement', forStatement],
  ['for_in_statement', forIn],
  ['switch_statement', switchStatement],
  ['try_statement', tryStatement],
  ['labeled_statement', labeled],
  ['return_statement', returnStatement],
  ['throw_statement', (at, node) => at.fn.throwValue(expression(at, at.view.firstNamed(node)), node)],
  ['break_statement', (at, node) => at.fn.breakOut(label(at, node), node)],
  ['continue_statement', (at, node) => at.fn.continueLoop(label(at, node), node)],
  ['enum_declaration', enumDeclaration],
  ['internal_module', namespace],
  ...['empty_statement', 'debugger_statement', 'hash_bang_line', 'type_alias_declaration', 'interface_declaration'].map(
    (kind) => [kind, nothing] as const,
  ),
  ...['ambient_declaration', 'function_signature', 'module', 'import_alias'].map((kind) => [kind, nothing] as const),
];
