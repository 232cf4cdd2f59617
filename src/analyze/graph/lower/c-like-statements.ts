import { condition } from './c-like.ts';
import { statement, type WalkContext } from './walk.ts';

/** `if` with its `else if`s, which nest and are followed in a loop; `otherwise` finds what stands after `else`. */
export function ifChain(at: WalkContext, node: number, otherwise: (node: number) => number): void {
  const { view, fn } = at;
  const after = fn.newBlock();
  for (let each = node; each >= 0; ) {
    const [then, next] = [fn.newBlock(), fn.newBlock()];
    condition(at, view.child(each, 'condition'), then, next);
    fn.startBlock(then);
    statement(at, view.child(each, 'consequence'));
    fn.jump(after, each);
    fn.startBlock(next);
    const rest = otherwise(each);
    each = view.kind(rest) === 'if_statement' ? rest : -1;
    if (each < 0) statement(at, rest);
  }
  fn.startBlock(after);
}

/** `while` and `do … while`. */
export function whileLoop(at: WalkContext, node: number, labels: readonly string[]): void {
  const { view, fn } = at;
  const [head, body, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  const isDo = view.kind(node) === 'do_statement';
  fn.startBlock(isDo ? body : head);
  if (!isDo) {
    condition(at, view.child(node, 'condition'), body, after);
    fn.startBlock(body);
  }
  fn.withLoop(after, head, labels, () => statement(at, view.child(node, 'body')));
  if (isDo) {
    fn.startBlock(head);
    condition(at, view.child(node, 'condition'), body, after);
  } else fn.jump(head, node);
  fn.startBlock(after);
}
