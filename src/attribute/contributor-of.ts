import type { Attribution, Contributor } from '../model/attribution.ts';

/** Looks up who wrote a run of lines; made once, asked for every finding. */
export type ContributorOf = (path: string, startLine: number, endLine: number) => Contributor;

/**
 * Who wrote the lines (1-based, inclusive) of a place: one contributor where all agree, `mixed` where an assistant wrote
 * some of them, and `unknown` where nothing is known of any: unknown lines never count as a person's.
 */
export function contributorOf(attributions: readonly Attribution[]): ContributorOf {
  const byPath = new Map<string, Attribution[]>();
  for (const attribution of attributions) {
    const list = byPath.get(attribution.path);
    if (list === undefined) byPath.set(attribution.path, [attribution]);
    else list.push(attribution);
  }
  return (path, startLine, endLine) => {
    const found = new Set<Contributor>();
    for (const { startLine: start, endLine: end, contributor } of byPath.get(path) ?? []) {
      if (start <= endLine && end >= startLine) found.add(contributor);
    }
    if (found.size === 0) return 'unknown';
    if (found.size === 1) return [...found][0]!;
    return found.has('ai') || found.has('mixed') ? 'mixed' : 'unknown';
  };
}
