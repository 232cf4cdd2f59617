import { OP } from '../ir.ts';
import { condition } from './python-base.ts';
import { captureNames } from './python-names.ts';
import { expression, type WalkContext } from './walk.ts';

/** `match`: each case is a chain of tests on the subject, then its guard, then its body. */
export function matchStatement(at: WalkContext, node: number, block: (body: number) => void): void {
  const { view, fn } = at;
  const subjects = view.childrenOf(node, 'subject').map((subject) => expression(at, subject));
  const subject = subjects.length === 1 ? subjects[0]! : fn.value(OP.list, node, 1, fn.positional(subjects));
  const after = fn.newBlock();
  for (const clause of view.childrenOf(view.child(node, 'body'), 'alternative')) {
    const [then, next] = [fn.newBlock(), fn.newBlock()];
    const patterns = view.named(clause).filter((child) => view.kind(child) === 'case_pattern');
    const guard = view.child(clause, 'guard');
    const matched = guard < 0 ? then : fn.newBlock();
    if (patterns.length === 1) test(at, patterns[0]!, subject, matched, next);
    else testElements(at, clause, patterns, subject, matched, next);
    if (guard >= 0) {
      fn.startBlock(matched);
      condition(at, view.firstNamed(guard), then, next);
    }
    fn.startBlock(then);
    block(view.child(clause, 'consequence'));
    fn.jump(after, clause);
    fn.startBlock(next);
  }
  fn.startBlock(after);
}

/** Goes to `yes` with names bound, or to `no`. */
function test(at: WalkContext, pattern: number, subject: number, yes: number, no: number): void {
  const { view, fn, module } = at;
  const inner =
    view.kind(pattern) === 'case_pattern'
      ? view.children(pattern).filter((child) => !view.isComment(child))
      : [pattern];
  const [only = pattern] = inner;
  const kind = view.kind(only);
  if (at.depth > 100) {
    bindAll(at, pattern, subject, yes, no);
    return;
  }
  at.depth++;
  if (kind === '_') {
    fn.jump(yes, pattern);
  } else if (kind === 'dotted_name' && view.named(only).length === 1) {
    store(at, only, subject);
    fn.jump(yes, pattern);
  } else if (kind === 'as_pattern') {
    const parts = view.named(only);
    const bound = fn.newBlock();
    test(at, parts[0]!, subject, bound, no);
    fn.startBlock(bound);
    store(at, parts.at(-1)!, subject);
    fn.jump(yes, pattern);
  } else if (kind === 'union_pattern') {
    for (const choice of view.named(only)) {
      const next = fn.newBlock();
      test(at, choice, subject, yes, next);
      fn.startBlock(next);
    }
    fn.jump(no, pattern);
  } else if (kind === 'tuple_pattern' || kind === 'list_pattern') {
    testElements(at, only, view.named(only), subject, yes, no);
  } else if (
    ['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none', 'dotted_name'].includes(kind) &&
    inner.length === 1
  ) {
    const value = kind === 'dotted_name' ? dotted(at, only) : expression(at, only);
    fn.branch(fn.value(OP.compare, pattern, module.operator('=='), subject, value), yes, no, pattern);
  } else {
    bindAll(at, pattern, subject, yes, no);
  }
  at.depth--;
}

function testElements(
  at: WalkContext,
  node: number,
  elements: readonly number[],
  subject: number,
  yes: number,
  no: number,
): void {
  const { view, fn } = at;
  const fits = fn.newBlock();
  fn.branch(fn.unknown(node, [subject]), fits, no, node);
  fn.startBlock(fits);
  elements.forEach((element, i) => {
    const next = fn.newBlock();
    const lone = view.kind(element) === 'case_pattern' ? view.firstNamed(element) : element;
    const key = fn.constant(element, { kind: 'number', value: i });
    if (view.kind(lone) === 'splat_pattern') {
      const name = view.firstNamed(lone);
      if (name >= 0) store(at, name, fn.value(OP.slice, lone, subject, key, -1));
      fn.jump(next, element);
    } else {
      test(at, element, fn.value(OP.index, element, subject, key), next, no);
    }
    fn.startBlock(next);
  });
  fn.jump(yes, node);
}

/** Mappings, classes and numbers with a sign: whether they match is not known, what they capture comes from the subject. */
function bindAll(at: WalkContext, pattern: number, subject: number, yes: number, no: number): void {
  const { fn, view } = at;
  const bound = fn.newBlock();
  fn.branch(fn.unknown(pattern, [subject]), bound, no, pattern);
  fn.startBlock(bound);
  const part = fn.unknown(pattern, [subject]);
  for (const name of captureNames(view, pattern)) {
    const variable = at.scope.find(name);
    if (variable !== null) fn.store(variable, part, pattern);
  }
  fn.jump(yes, pattern);
}

function store(at: WalkContext, name: number, value: number): void {
  const variable = at.scope.find(at.view.text(name));
  if (variable !== null) at.fn.store(variable, value, name);
}

function dotted(at: WalkContext, node: number): number {
  const [first = node, ...fields] = at.view.named(node);
  let value = expression(at, first);
  for (const field of fields) value = at.fn.value(OP.field, field, value, at.module.string(at.view.text(field)));
  return value;
}
