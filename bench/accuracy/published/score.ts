import { lineStartsOf } from '../../../src/analyze/place.ts';
import { selectorOf } from '../../../src/analyze/selection.ts';
import { compileTokenRules, runTokenRules, type TokenPass } from '../../../src/analyze/token/run.ts';
import { languageOf } from '../../../src/lib/language.ts';
import { rules } from '../../../src/rules/index.ts';
import { publishedRules } from './go-examples.ts';
import { seeded } from './regex-sample.ts';

/**
 * Scores our leakage rules on the examples that gitleaks publishes beside its own rules:
 * `npx tsx bench/accuracy/published/score.ts CHECKOUT [--list]`. Nothing of the checkout is kept.
 * Recall is macro: the mean over their rules of the share of positives on which any rule of ours speaks.
 */
const [checkout, ...options] = process.argv.slice(2);
if (checkout === undefined) throw new Error('name a checkout of gitleaks');
const leakage = rules.filter(({ id }) => id.startsWith('leakage/'));
const compiled = compileTokenRules(leakage);
const selects = new Map(leakage.map((rule) => [rule, selectorOf(rule)]));

function idsIn(text: string, path: string): string[] {
  const found = new Set<string>();
  let current = '';
  const language = languageOf(path, new TextEncoder().encode(text));
  const pass: TokenPass = {
    path,
    language,
    text,
    isTest: false,
    tree: null,
    lineStarts: lineStartsOf(text),
    report: () => found.add(current),
    run(rule, detect) {
      current = rule.id;
      detect();
      return true;
    },
  };
  const traits = { path, language, isTest: false, kind: undefined };
  runTokenRules(compiled, pass, (rule) => selects.get(rule)!(traits));
  return [...found];
}

const shares = new Map<string, number[]>();
const missed = new Map<string, string>();
const alarms = new Map<string, Set<string>>();
let unread = 0;
for (const seed of [1, 2, 3]) {
  const published = publishedRules(checkout, seeded(seed));
  unread = published.unread;
  for (const { id, positives, negatives } of published.rules) {
    const hits = positives.filter(({ text, path }) => idsIn(text, path ?? 'src/example.txt').length > 0);
    if (positives.length > 0) shares.set(id, [...(shares.get(id) ?? []), hits.length / positives.length]);
    for (const one of positives)
      if (!hits.includes(one)) missed.set(`${id}\t${one.text.replace(/\d(?=\d{4})/g, '#').slice(0, 160)}`, id);
    for (const { text, path } of negatives) {
      const ids = idsIn(text, path ?? 'src/example.txt');
      if (ids.length > 0) alarms.set(`${id}\t${text.slice(0, 200)}`, new Set(ids));
    }
  }
}
const means = [...shares].map(([id, list]) => [id, list.reduce((a, b) => a + b, 0) / list.length] as const);
const macro = means.reduce((sum, [, share]) => sum + share, 0) / means.length;
console.log(
  `rules ${means.length}, macro recall ${macro.toFixed(4)}, false alarms ${alarms.size}, unread examples ${unread}`,
);
console.log(`our leakage rules ${leakage.length}`);
if (options.includes('--list')) {
  for (const [id, share] of means.sort((a, b) => a[1] - b[1])) if (share < 0.999) console.log(share.toFixed(2), id);
  for (const key of [...missed.keys()].sort()) console.log('missed', JSON.stringify(key));
  for (const [key, ids] of alarms) console.log('alarm', [...ids].join(','), JSON.stringify(key));
}
