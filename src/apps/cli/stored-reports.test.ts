import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { storedReports } from './stored-reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-stored-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const path = join(folder, 'reports.jsonl');
  writeFileSync(path, text);
  return path;
};

const report = (sha: string, filler = '') =>
  JSON.stringify({
    version: 1,
    filler,
    change: { head: { kind: 'commit', sha }, commits: [{ at: '2030-01-01T00:00:00Z' }], files: [] },
    decision: { outcome: 'review' },
  });

test('reports of any length are read one by one, also over the ends of what is read at once', () => {
  const ids = Array.from({ length: 40 }, (_, i) => String(i).padStart(40, '0'));
  const path = file(`${ids.map((id) => report(id, 'é'.repeat(50_000))).join('\n')}\n\n`);
  const read = [...storedReports(path)];
  expect(read.map(({ facts }) => facts.change.head.sha)).toEqual(ids);
  expect(read[0]).toMatchObject({ outcome: 'review', facts: { now: '2030-01-01T00:00:00Z', sources: [] } });
});

test('a line that is no report is named', () => {
  for (const line of ['{', '{}', 'null', '{"version":1}', 'hello']) {
    expect(() => [...storedReports(file(`${report('a')}\n${line}\n`))], line).toThrow(/reports\.jsonl:2 is no report/);
  }
  expect(() => [...storedReports(join(folder, 'none'))]).toThrow('it does not exist');
  expect(() => [...storedReports(folder)]).toThrow(/^Cannot read /);
});
