import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineStartsOf } from '../../src/analyze/place.ts';
import { textScanner } from '../../src/analyze/token/scan-text.ts';
import { languageOf } from '../../src/lib/language.ts';
import { rules } from '../../src/rules/index.ts';

/**
 * Scores our leakage rules on lines that people labelled:
 * `npx tsx bench/accuracy/labelled.ts LABELS.jsonl ROOT [--category REGEX] [--rules REGEX] [--list missed|alarms]`.
 * A label is `{path, startLine, endLine, secret, category}`, lines from 1; paths below ROOT. Recall: labelled secrets that a
 * finding touches. Precision: findings on a line labelled as secret among all findings in the labelled files, so that a finding
 * that nobody labelled counts as a false alarm.
 */
interface Label {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly secret: boolean;
  readonly category: string;
}

const [labelFile, root, ...rest] = process.argv.slice(2);
if (labelFile === undefined || root === undefined) throw new Error('name a file of labels and the folder of its paths');
const option = (name: string) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const category = new RegExp(option('--category') ?? '.');
const wanted = new RegExp(option('--rules') ?? '.');
const list = option('--list');

const byPath = new Map<string, Label[]>();
for (const line of readFileSync(labelFile, 'utf8').split('\n').filter(Boolean)) {
  const label = JSON.parse(line) as Label;
  byPath.set(label.path, [...(byPath.get(label.path) ?? []), label]);
}

const scanner = textScanner(
  rules.filter(({ id }) => id.startsWith('leakage/') && wanted.test(id)),
  (rule, error) => console.error(rule.id, error),
);
const byCategory = new Map<string, [found: number, all: number]>();
const byRule = new Map<string, [right: number, all: number]>();
let bytes = 0;
let cpu = 0;
for (const [path, labels] of byPath) {
  if (statSync(join(root, path), { throwIfNoEntry: false }) === undefined) continue;
  const text = readFileSync(join(root, path), 'utf8');
  const starts = lineStartsOf(text);
  const lineOf = (at: number) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const language = languageOf(path, new TextEncoder().encode(text.slice(0, 4000)));
  const before = process.cpuUsage();
  const spots = scanner.scan({ path, language, text });
  const used = process.cpuUsage(before);
  cpu += (used.user + used.system) / 1e6;
  bytes += text.length;
  const findings = spots.map(({ rule, spot }) => ({
    rule,
    start: lineOf(spot.start),
    end: lineOf(spot.end - 1),
    spot,
  }));
  const touches = (label: Label) => findings.some((one) => one.start <= label.endLine && label.startLine <= one.end);
  for (const label of labels.filter((one) => one.secret && category.test(one.category))) {
    const count = byCategory.get(label.category) ?? [0, 0];
    const found = touches(label);
    byCategory.set(label.category, [count[0] + Number(found), count[1] + 1]);
    if (!found && list === 'missed') {
      console.log('missed', path, label.startLine, text.split('\n')[label.startLine - 1]?.trim().slice(0, 150));
    }
  }
  for (const one of findings) {
    const right = labels.some((label) => label.secret && label.startLine <= one.end && one.start <= label.endLine);
    const count = byRule.get(one.rule.id) ?? [0, 0];
    byRule.set(one.rule.id, [count[0] + Number(right), count[1] + 1]);
    if (!right && list === 'alarms') {
      console.log('alarm', one.rule.id, path, one.start, text.split('\n')[one.start - 1]?.trim().slice(0, 150));
    }
  }
}
const show = (title: string, table: Map<string, readonly [number, number]>) => {
  let [part, whole] = [0, 0];
  for (const [name, [right, all]] of [...table].sort((a, b) => b[1][1] - a[1][1])) {
    console.log(`${title} ${(right / all).toFixed(2)} ${right}/${all} ${name}`);
    part += right;
    whole += all;
  }
  console.log(`${title} ${(part / whole).toFixed(3)} ${part}/${whole} in all`);
};
show('recall', byCategory);
show('precision', byRule);
console.log(`${(bytes / 1e6).toFixed(1)} MB at ${(bytes / 1e6 / cpu).toFixed(1)} MB/s of CPU`);
