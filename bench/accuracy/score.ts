import { sameFamily } from './cwe-family.ts';

/** One labelled place: a file, or a line of it. */
export interface Label {
  readonly path: string;
  /** 1-based; absent where the whole file is labelled. */
  readonly line?: number;
  /** Weaknesses of which one must be found; empty means any security finding. */
  readonly cwe: readonly number[];
  readonly bad: boolean;
  /** For the table: the corpus' own name of the kind. */
  readonly kind: string;
}

export interface Found {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly cwe: readonly number[];
}

export interface Score {
  readonly kind: string;
  readonly bad: number;
  readonly good: number;
  readonly hits: number;
  readonly falseAlarms: number;
  /** Recall minus false-positive rate. */
  readonly j: number;
}

/** True where a finding answers the label: same file, same family, and over the line. */
function answers(found: Found, label: Label): boolean {
  if (label.line !== undefined && (label.line < found.line || label.line > found.endLine)) return false;
  return label.cwe.length === 0 || found.cwe.some((one) => label.cwe.some((other) => sameFamily(one, other)));
}

/** Scores per kind, and `all` over everything; `misses` and `alarms` list what to look at. */
export function score(labels: readonly Label[], findings: readonly Found[]) {
  const byPath = new Map<string, Found[]>();
  for (const found of findings) byPath.set(found.path, [...(byPath.get(found.path) ?? []), found]);
  const misses: Label[] = [];
  const alarms: Label[] = [];
  const counts = new Map<string, { bad: number; good: number; hits: number; falseAlarms: number }>();
  for (const label of labels) {
    const hit = (byPath.get(label.path) ?? []).some((found) => answers(found, label));
    if (label.bad && !hit) misses.push(label);
    if (!label.bad && hit) alarms.push(label);
    for (const kind of [label.kind, 'all']) {
      const count = counts.get(kind) ?? { bad: 0, good: 0, hits: 0, falseAlarms: 0 };
      count.bad += label.bad ? 1 : 0;
      count.good += label.bad ? 0 : 1;
      count.hits += label.bad && hit ? 1 : 0;
      count.falseAlarms += !label.bad && hit ? 1 : 0;
      counts.set(kind, count);
    }
  }
  const scores = [...counts].map(
    ([kind, count]): Score => ({
      kind,
      ...count,
      j: rate(count.hits, count.bad) - rate(count.falseAlarms, count.good),
    }),
  );
  scores.sort((a, b) => (a.kind === 'all' ? 1 : b.kind === 'all' ? -1 : a.kind < b.kind ? -1 : 1));
  return { scores, misses, alarms };
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export function scoreTable(scores: readonly Score[]): string {
  const rows = scores.map(
    ({ kind, bad, good, hits, falseAlarms, j }) =>
      `| ${kind} | ${bad} | ${good} | ${rate(hits, bad).toFixed(2)} | ${rate(falseAlarms, good).toFixed(2)} | ${j.toFixed(2)} |`,
  );
  return ['| kind | bad | good | recall | false alarms | J |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
