import type { FunctionMetrics } from '../../model/facts.ts';
import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import { regionOf } from '../place.ts';
import { BOOLEAN, CONTAINER, DECISION, FUNCTION, IF, LABEL, meaningsOf, NESTS, STRUCTURE } from './kinds.ts';
import { containerName, functionName, parameterCount } from './name.ts';

/** A function or class whose subtree the walk is in. */
interface Frame {
  readonly index: number;
  readonly end: number;
  readonly name: string;
  readonly isFunction: boolean;
  anonymous: number;
  cyclomatic: number;
  cognitive: number;
  nesting: number;
  /** Ends of the open structures inside this frame. */
  readonly open: number[];
}

const MOST_NAME = 200;

/**
 * Measures every function of a file, in document order: cyclomatic number by McCabe (1976), cognitive complexity after
 * Campbell (2018: 1 and its depth for each break in the flow, 1 for each `else`, 1 for each run of equal boolean operators;
 * recursion is not counted). A nested function is measured by itself and not again in the one around it.
 */
export function measureFunctions(tree: SyntaxTree, lineStarts: Uint32Array): FunctionMetrics[] {
  const meanings = meaningsOf(tree.grammar);
  const alternative = tree.grammar.fieldId('alternative');
  const done: FunctionMetrics[] = [];
  const slots: (FunctionMetrics | undefined)[] = [];
  const frames: { frame: Frame; slot: number }[] = [];
  let current: Frame | undefined;

  for (let index = 0; index < tree.count; index++) {
    while (frames.length > 0 && index >= frames.at(-1)!.frame.end) close();
    const meaning = meanings[tree.kind[index]!]!;
    if (meaning === 0 && tree.field[index] !== alternative) continue;
    if (index > 0 && (meaning & (FUNCTION | CONTAINER)) !== 0) open(index, (meaning & FUNCTION) !== 0);
    else if (current !== undefined) count(current, index, meaning);
  }
  while (frames.length > 0) close();
  for (const one of slots) if (one !== undefined) done.push(one);
  return done;

  function open(index: number, isFunction: boolean): void {
    const node = new SyntaxNode(tree, index);
    const own = isFunction ? functionName(node) : containerName(node);
    const outer = frames.at(-1)?.frame;
    const name = own ?? `<${outer ? ++outer.anonymous : slots.length + 1}>`;
    const qualified = (outer ? `${outer.name}.${name}` : name).slice(-MOST_NAME);
    const frame: Frame = {
      index,
      end: tree.last[index]!,
      name: qualified,
      isFunction,
      anonymous: 0,
      cyclomatic: 1,
      cognitive: 0,
      nesting: 0,
      open: [],
    };
    frames.push({ frame, slot: slots.length });
    if (isFunction) slots.push(undefined);
    current = isFunction ? frame : undefined;
  }

  function close(): void {
    const { frame, slot } = frames.pop()!;
    const outer = frames.at(-1)?.frame;
    current = outer?.isFunction ? outer : undefined;
    if (!frame.isFunction) return;
    const node = new SyntaxNode(tree, frame.index);
    const region = regionOf(lineStarts, node.start, node.end);
    slots[slot] = {
      name: frame.name,
      region,
      lines: region.endLine - region.startLine + 1,
      parameters: parameterCount(node),
      cyclomatic: frame.cyclomatic,
      cognitive: frame.cognitive,
      nesting: frame.nesting,
    };
  }

  function count(frame: Frame, index: number, meaning: number): void {
    while (frame.open.length > 0 && index >= frame.open.at(-1)!) frame.open.pop();
    const isElse = tree.field[index] === alternative && alternative > 0 && isIf(tree.parent[index]!);
    const isElseIf = (meaning & IF) !== 0 && (isElse || isInElse(index));
    if (isElse && ((meaning & IF) !== 0 || !holdsIf(index))) frame.cognitive += 1;
    if ((meaning & BOOLEAN) !== 0) {
      countBoolean(frame, index);
      return;
    }
    if ((meaning & DECISION) !== 0 || ((meaning & LABEL) !== 0 && isCase(index))) frame.cyclomatic++;
    if (isElseIf) {
      if (!isElse) frame.cognitive += 1;
      return;
    }
    if ((meaning & STRUCTURE) !== 0) frame.cognitive += 1 + frame.open.length;
    if ((meaning & NESTS) !== 0) {
      frame.open.push(tree.last[index]!);
      frame.nesting = Math.max(frame.nesting, frame.open.length);
    }
  }

  function isIf(index: number): boolean {
    return index >= 0 && (meanings[tree.kind[index]!]! & IF) !== 0;
  }

  /** `else { if }` with nothing else between: the `if` right behind an `else` clause. */
  function isInElse(index: number): boolean {
    const parent = tree.parent[index]!;
    return (
      parent >= 0 &&
      tree.field[parent] === alternative &&
      alternative > 0 &&
      isIf(tree.parent[parent]!) &&
      !isBlock(parent)
    );
  }

  function isBlock(index: number): boolean {
    return /block|compound_statement|then|suite/.test(tree.grammar.kindNames[tree.kind[index]!]!);
  }

  /** An `else` clause that is only there for the next `if`: counted with that. */
  function holdsIf(index: number): boolean {
    if (isBlock(index)) return false;
    for (let child = index + 1; child < tree.last[index]!; child = tree.last[child]!) if (isIf(child)) return true;
    return false;
  }

  function isCase(index: number): boolean {
    return tree.source.startsWith('case', tree.start[index]!);
  }

  function operatorOf(index: number): string {
    const field = tree.grammar.fieldId('operator');
    for (let child = index + 1; child < tree.last[index]!; child = tree.last[child]!) {
      if (tree.field[child] === field) return tree.source.slice(tree.start[child]!, tree.end[child]!);
    }
    return '';
  }

  function countBoolean(frame: Frame, index: number): void {
    const operator = operatorOf(index);
    if (!/^(?:&&|\|\||\?\?|and|or)$/.test(operator)) return;
    frame.cyclomatic++;
    // A run of one operator reads as one condition.
    const parent = tree.parent[index]!;
    const outer = parent >= 0 && (meanings[tree.kind[parent]!]! & BOOLEAN) !== 0 ? operatorOf(parent) : '';
    if (outer !== operator) frame.cognitive++;
  }
}
