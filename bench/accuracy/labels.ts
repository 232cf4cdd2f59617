import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Label } from './score.ts';

/** Every regular file below a folder, as relative POSIX paths in stable order. */
export function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

/**
 * Labels of a web benchmark whose `expectedresults-*.csv` has a line per test: name, category, really vulnerable, CWE.
 * `odd` keeps the odd-numbered tests, so that the others stay unseen.
 */
export function expectedResults(root: string, odd: boolean): Label[] {
  const csv = readdirSync(root).find((name) => /^expectedresults-.*\.csv$/.test(name));
  if (csv === undefined) throw new Error(`${root} has no expectedresults-*.csv`);
  const byName = new Map(
    filesBelow(root)
      .map((path) => [path.slice(path.lastIndexOf('/') + 1, path.length - extname(path).length), path] as const)
      .filter(([, path]) => /\.(py|java)$/.test(path)),
  );
  return readFileSync(join(root, csv), 'utf8')
    .split('\n')
    .flatMap((line): Label[] => {
      const [name = '', kind = '', real = '', cwe = ''] = line.split(',');
      const number = Number(/(\d+)$/.exec(name)?.[1] ?? Number.NaN);
      const path = byName.get(name);
      if (path === undefined || Number.isNaN(number) || (odd && number % 2 === 0)) return [];
      return [{ path, cwe: [Number(cwe)], bad: real.trim() === 'true', kind }];
    });
}

const MARK = /(?:#|\/\/|\/\*|<!--)\s*(?:todo)?(ruleid|ok|deepruleid|deepok|todook|todoruleid)\s*:\s*([\w.-]+)/;

/**
 * Labels of a rule collection that annotates its samples: a comment `ruleid: X` or `ok: X` speaks of the next line that is no
 * such comment. The weakness comes from `cwe` lines of the rule file beside it; rules without one are not security rules.
 */
export function annotated(root: string, extensions: readonly string[]): Label[] {
  const labels: Label[] = [];
  for (const path of filesBelow(root)) {
    if (!extensions.includes(extname(path))) continue;
    const rule = path.slice(0, -extname(path).length);
    const cwe = weaknessOf(join(root, rule));
    if (cwe.length === 0) continue;
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    for (let i = 0; i < lines.length; i++) {
      const mark = MARK.exec(lines[i]!);
      if (mark === null || mark[1]!.startsWith('todo') || mark[1]!.startsWith('deep')) continue;
      let line = i + 1;
      while (line < lines.length && (MARK.test(lines[line]!) || lines[line]!.trim() === '')) line++;
      labels.push({ path, line: line + 1, cwe, bad: mark[1] === 'ruleid', kind: path.split('/')[0]! });
    }
  }
  return labels;
}

function weaknessOf(rule: string): number[] {
  for (const extension of ['.yaml', '.yml']) {
    try {
      const text = readFileSync(rule + extension, 'utf8');
      if (!/category:\s*security/.test(text)) return [];
      return [...text.matchAll(/CWE-(\d+)/g)].map((match) => Number(match[1]));
    } catch {
      // Sample without a rule of its own name.
    }
  }
  return [];
}
