/** What a found thing is: it decides the form of its placeholder and how sensitive it is. */
export const SORTS = ['secret', 'card', 'iban', 'national-number', 'email', 'phone', 'ip', 'mac', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** How sensitive what a request carries is, from least to most. */
export const CLASSES = ['public', 'internal', 'confidential', 'secret'] as const;
export type DataClass = (typeof CLASSES)[number];

export function classOf(sort: Sort): DataClass {
  return sort === 'secret' ? 'secret' : 'confidential';
}

/** The more sensitive of two. */
export function higher(a: DataClass, b: DataClass): DataClass {
  return CLASSES.indexOf(a) >= CLASSES.indexOf(b) ? a : b;
}

/** Something found in a text; offsets are UTF-16 code units. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly sort: Sort;
  /** Who says so: a rule id such as `leakage/github-token`, or the sort itself. */
  readonly by: string;
}

/** Matches in the order of the text, those that overlap made one under the name of the longest. */
export function united(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Match[] = [];
  for (const match of sorted) {
    const last = merged.at(-1);
    if (last === undefined || match.start >= last.end) merged.push(match);
    else if (match.end > last.end || match.end - match.start > last.end - last.start) {
      const named = match.end - match.start > last.end - last.start ? match : last;
      merged[merged.length - 1] = { ...named, start: last.start, end: Math.max(last.end, match.end) };
    }
  }
  return merged;
}
