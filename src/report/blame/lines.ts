import type { Attribution, Contributor } from '../../model/attribution.ts';
import type { BlameReport } from '../../model/blame.ts';

/** What the formats of `blame` get. */
export interface BlameInput {
  readonly report: BlameReport;
  /** The file's lines, without their ends. */
  readonly lines: readonly string[];
  /** Sentences about evidence that contradicts itself; told, not hidden. */
  readonly contradictions?: readonly string[];
}

/** One line with its evidence; `first` where another evidence began. */
export interface BlamedLine {
  readonly number: number;
  readonly text: string;
  readonly attribution: Attribution | null;
  readonly first: boolean;
}

/** Every line of the file once; one that no attribution covers has none, and is `unknown`. */
export function blamedLines({ report, lines }: BlameInput): BlamedLine[] {
  const runs = [...report.attributions].sort((a, b) => a.startLine - b.startLine);
  let next = 0;
  let previous: Attribution | null | undefined;
  return lines.map((text, i) => {
    const number = i + 1;
    while (next < runs.length && runs[next]!.endLine < number) next++;
    const run = runs[next];
    const attribution = run !== undefined && run.startLine <= number ? run : null;
    const first = previous === undefined || attribution !== previous;
    previous = attribution;
    return { number, text, attribution, first };
  });
}

export function sharesOfLines(lines: readonly BlamedLine[]): Record<Contributor, number> {
  const by: Record<Contributor, number> = { ai: 0, mixed: 0, human: 0, unknown: 0 };
  for (const { attribution } of lines) by[attribution?.contributor ?? 'unknown']++;
  return by;
}
