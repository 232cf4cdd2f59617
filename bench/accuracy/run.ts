import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from '../../src/model/report.ts';
import { banditFindings } from './bandit.ts';
import { annotated, expectedResults } from './labels.ts';
import { type Found, type Label, score, scoreTable } from './score.ts';

/**
 * `npx tsx bench/accuracy/run.ts --corpus expected|annotated --root PATH [--ext .py] [--all] [--kind NAME] [--show]
 * [--bandit] [--sources]`: judges a labelled corpus that lies at PATH (a checkout, or a bare repository of which HEAD is taken) and
 * prints recall and false alarms; with `--bandit` also those of Bandit in the same run, from a virtual environment made for it
 * unless BANDIT names a program. A label is answered by a finding over its line;
 * with `--sources` also by a flow that starts on it.
 */
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'expected' },
    root: { type: 'string' },
    ext: { type: 'string', multiple: true, default: ['.py'] },
    all: { type: 'boolean', default: false },
    kind: { type: 'string' },
    show: { type: 'boolean', default: false },
    bandit: { type: 'boolean', default: false },
    sources: { type: 'boolean', default: false },
  },
});
if (values.root === undefined) throw new Error('name a corpus: --root PATH');
const main = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'countersign-accuracy-'));
const root = checkout(values.root);

const labels: readonly Label[] =
  values.corpus === 'annotated' ? annotated(root, values.ext) : expectedResults(root, !values.all);
const kept = labels.filter((label) => values.kind === undefined || label.kind === values.kind);
const { scores, misses, alarms } = score(kept, findingsOf(root));
console.log(scoreTable(scores));
if (values.bandit) console.log(`\nBandit\n\n${scoreTable(score(kept, banditFindings(root, work)).scores)}`);
if (values.show) {
  const shown = (label: Label) =>
    `${label.path}${label.line === undefined ? '' : `:${label.line}`} (${label.kind}, CWE ${label.cwe.join(' ')})`;
  console.log(`\nMissed\n${misses.map(shown).join('\n')}\n\nFalse alarms\n${alarms.map(shown).join('\n')}`);
}
rmSync(work, { recursive: true, force: true });

function checkout(path: string): string {
  const bare = spawnSync('git', ['-C', path, 'rev-parse', '--is-bare-repository'], { encoding: 'utf8' }).stdout.trim();
  if (bare !== 'true') return path;
  const tree = join(work, 'tree');
  execFileSync('git', ['clone', '-q', path, tree]);
  return tree;
}

function findingsOf(folder: string): Found[] {
  const output = join(work, 'report.json');
  const done = spawnSync(
    process.execPath,
    [main, '--no-cache', 'scan', folder, '--format', 'json', '--output', output],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (done.status === 2) throw new Error(done.stderr);
  const { findings } = JSON.parse(readFileSync(output, 'utf8')) as Report;
  return findings
    .filter((finding) => finding.risk === 'insecure' || finding.risk === 'leakage')
    .flatMap(({ path, region, cwe, codeFlow }) => {
      const found = { path, line: region.startLine, endLine: region.endLine, cwe };
      const source = codeFlow?.[0];
      const start = source?.region.startLine ?? 0;
      return values.sources && source?.path === path ? [found, { ...found, line: start, endLine: start }] : [found];
    });
}
