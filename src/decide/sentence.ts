/** `1 file`, `2 files`; the plural adds an s. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const AT_MOST = 10;

/** The first sentences and, where there are more, how many: a reason is read by people. */
export function first(sentences: readonly string[], noun = 'more'): readonly string[] {
  if (sentences.length <= AT_MOST) return sentences;
  return [...sentences.slice(0, AT_MOST), `${sentences.length - AT_MOST} ${noun} are not listed here.`];
}

/** `a, b and c`; beyond ten the rest is counted. */
export function listed(names: readonly string[]): string {
  const shown =
    names.length <= AT_MOST ? names : [...names.slice(0, AT_MOST - 1), `${names.length - AT_MOST + 1} more`];
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

/** Ends with one full stop, or with the question that the text (which came from elsewhere) ended with. */
export function sentence(text: string): string {
  const trimmed = text.trim().replace(/[.\s]+$/, '');
  return trimmed === '' || /[?!]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
