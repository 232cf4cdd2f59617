import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Found } from './score.ts';

const VERSION = '1.9.4';

interface BanditReport {
  readonly results: readonly {
    readonly filename: string;
    readonly line_number: number;
    readonly line_range: readonly number[];
    readonly issue_cwe: { readonly id?: number };
  }[];
}

/**
 * What Bandit finds in a folder, all severities and confidences, in the same shape as our findings. It is installed into a
 * virtual environment below `work`, unless BANDIT names a program; needs `python3` and its package index.
 */
export function banditFindings(root: string, work: string): Found[] {
  const environment = join(work, 'bandit');
  const program = process.env.BANDIT ?? join(environment, 'bin', 'bandit');
  if (!existsSync(program)) {
    execFileSync('python3', ['-m', 'venv', environment]);
    execFileSync(join(environment, 'bin', 'pip'), ['install', '--quiet', `bandit==${VERSION}`], { stdio: 'inherit' });
  }
  // It exits 1 when it finds something.
  const done = spawnSync(program, ['-r', root, '-f', 'json', '-q'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.stdout === '') throw new Error(done.stderr);
  const { results } = JSON.parse(done.stdout) as BanditReport;
  return results.map(({ filename, line_number, line_range, issue_cwe }) => ({
    path: relative(root, filename).replaceAll('\\', '/'),
    line: Math.min(line_number, ...line_range),
    endLine: Math.max(line_number, ...line_range),
    cwe: issue_cwe.id === undefined ? [] : [issue_cwe.id],
  }));
}
