import { expect, test } from 'vitest';
import { exampleFacts } from './example-facts.ts';
import { NOTHING_KNOWN, readKnownFindings, withKnown } from './known-findings.ts';

const BASELINE = JSON.stringify({ version: 1, findings: [{ path: 'src/a.ts', fingerprint: 'f1', ruleId: 'x' }] });

function states(files: Parameters<typeof exampleFacts>[0]['files'], text = BASELINE) {
  const known = readKnownFindings(text);
  if ('fault' in known) throw new Error(known.fault);
  const paths = Object.keys(files ?? {});
  const facts = exampleFacts({ files: files!, findings: paths.map((path) => ({ path, fingerprint: 'f1' })) });
  return withKnown(facts.findings, known, facts.change.files).map(({ baselineState }) => baselineState);
}

test('a known finding is unchanged, a copy of it in another file is new', () => {
  expect(states({ 'src/a.ts': 'ai', 'src/b.ts': 'ai' })).toEqual(['unchanged', 'new']);
});

test('a known finding stays known through a rename, and not through a copy', () => {
  expect(states({ 'src/c.ts': { previousPath: 'src/a.ts' } })).toEqual(['unchanged']);
  expect(states({ 'src/c.ts': { previousPath: 'src/a.ts', status: 'copied' } })).toEqual(['new']);
});

test.each([
  ['', 'it is not JSON'],
  ['[]', 'the whole is not an object'],
  ['{"version": 2, "findings": []}', 'version is not one of 1'],
  ['{"version": 1}', 'findings is missing'],
  ['{"version": 1, "findings": [{"path": "a"}]}', 'findings[0].fingerprint is missing'],
])('%s is a fault', (text, fault) => {
  expect(readKnownFindings(text)).toEqual({ fault });
});

test('without a baseline findings are as they were', () => {
  const { findings } = exampleFacts({ findings: [{ path: 'a.ts' }] });
  expect(withKnown(findings, NOTHING_KNOWN, [])).toBe(findings);
});
