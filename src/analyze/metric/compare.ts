import type { FunctionMetrics } from '../../model/facts.ts';
import type { ChangedFileView, ChangeView } from '../detector.ts';
import { lineStartsOf } from '../place.ts';

/** A function that the change wrote in, with the span of its first line. */
interface Touched {
  readonly file: ChangedFileView;
  readonly now: FunctionMetrics;
  readonly firstLine: { readonly start: number; readonly end: number };
}

/** Functions that hold a changed line; renaming or moving a file around them touches nothing. */
export function* newlyTouched(view: ChangeView): Generator<Touched> {
  for (const file of view.files) {
    if (!file.after) continue;
    let starts: Uint32Array | undefined;
    for (const now of file.after.functions) {
      const { startLine, endLine, startColumn } = now.region;
      const isTouched = file.hunks.some(
        ({ newStart, newLines }) => newStart <= endLine && newStart + Math.max(1, newLines) - 1 >= startLine,
      );
      if (!isTouched) continue;
      starts ??= lineStartsOf(file.after.text);
      const start = starts[startLine - 1]! + startColumn - 1;
      const newline = file.after.text.indexOf('\n', start);
      const line = file.after.text.slice(start, newline < 0 ? undefined : newline).trimEnd();
      yield { file, now, firstLine: { start, end: start + line.length } };
    }
  }
}

/**
 * The same function before the change: by name and order in its own file, else one of that last name and at least that size
 * anywhere in the change, since code that moved is not new. Undefined for a new function.
 */
export function twinBefore(view: ChangeView, file: ChangedFileView, now: FunctionMetrics): FunctionMetrics | undefined {
  const sameName = (one: FunctionMetrics) => one.name === now.name;
  const nth = file.after?.functions.filter(sameName).indexOf(now) ?? 0;
  const own = file.before?.functions.filter(sameName)[nth];
  if (own) return own;
  const moved = (one: FunctionMetrics) =>
    lastName(one) === lastName(now) && one.cognitive >= now.cognitive - 2 && one.lines >= now.lines - 10;
  for (const other of view.files) {
    const found = other.before?.functions.find(moved);
    if (found) return found;
  }
  return undefined;
}

/** `total` of `Cart.total`. */
export function lastName({ name }: FunctionMetrics): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
