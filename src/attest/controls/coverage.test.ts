import { expect, test } from 'vitest';
import { EVIDENCE_KINDS, type EvidenceFact, type Framework } from '../../model/audit.ts';
import { coverage, FRAMEWORKS } from './coverage.ts';

const fact = (kind: EvidenceFact['kind'], state: EvidenceFact['state']): EvidenceFact => ({
  kind,
  state,
  because: `${kind} is ${state}.`,
  files: [`${kind}.json`],
});

const framework: Framework = {
  id: 'x',
  name: 'X',
  edition: '1',
  source: 'https://example.org/',
  mapped: '2026-01-01',
  controls: [
    { id: 'both', title: 'Both', evidence: ['tests', 'reviews'] },
    { id: 'limited', title: 'Limited', evidence: ['tests'], limit: 'More is needed.' },
    { id: 'none', title: 'None', evidence: [] },
  ],
};
const states = (...facts: EvidenceFact[]) => coverage(facts, [framework])[0]!.results.map(({ state }) => state);

test('a control is satisfied only when everything that it rests on is present', () => {
  expect(states(fact('tests', 'present'), fact('reviews', 'present'))).toEqual(['satisfied', 'partial', 'not covered']);
  expect(states(fact('tests', 'present'), fact('reviews', 'missing'))).toEqual(['partial', 'partial', 'not covered']);
  expect(states(fact('tests', 'partial'), fact('reviews', 'partial'))).toEqual(['partial', 'partial', 'not covered']);
  expect(states(fact('tests', 'missing'))).toEqual(['not covered', 'not covered', 'not covered']);
  expect(states()).toEqual(['not covered', 'not covered', 'not covered']);
});

test('a control says what it rests on, where that stands, and what can never be enough', () => {
  const [both, limited, none] = coverage([fact('tests', 'present'), fact('reviews', 'missing')], [framework])[0]!
    .results;
  expect(both).toMatchObject({ because: ['tests is present.', 'reviews is missing.'], files: ['tests.json'] });
  expect(limited!.because).toContain('More is needed.');
  expect(none!.because).toEqual(['Nothing that is kept here speaks for it.']);
});

test('every mapping names its source and its day, numbers each control once, and promises nothing', () => {
  expect(FRAMEWORKS.map(({ id }) => id)).toEqual([
    'nist-ssdf',
    'nist-ssdf-ai',
    'iso-42001',
    'soc-2',
    'pci-dss',
    'owasp-asvs',
    'owasp-llm',
    'owasp-agentic',
    'eu-cra',
  ]);
  for (const { source, mapped, controls, ...rest } of FRAMEWORKS) {
    expect(source).toMatch(/^https:\/\//);
    expect(mapped).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
    for (const { evidence } of controls) for (const kind of evidence) expect(EVIDENCE_KINDS).toContain(kind);
    expect(JSON.stringify({ controls, rest })).not.toMatch(/complian|conform/i);
  }
});
