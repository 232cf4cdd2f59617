import { RISKS } from '../../model/finding.ts';
import { byPath, changedLines, isBy } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { approval } from '../example-facts.ts';
import { REQUIRABLE, readSafeguards } from '../safeguards.ts';
import { counted, first, listed } from '../sentence.ts';
import { newFindings } from '../standing.ts';

export default defineClause({
  id: 'required-safeguards',
  title: 'Each file has the safeguards that its tier asks for',
  why: 'No single safeguard makes a change fit to ship; several different ones miss different things.',
  options: {
    contained: { kind: 'choices', of: REQUIRABLE, default: [], meaning: 'What a contained file needs.' },
    standard: { kind: 'choices', of: REQUIRABLE, default: [], meaning: 'What a standard file needs.' },
    critical: { kind: 'choices', of: REQUIRABLE, default: ['review', 'test'], meaning: 'What a critical file needs.' },
    authors: {
      kind: 'choices',
      of: ['human', 'ai', 'mixed', 'unknown'],
      default: ['ai', 'mixed', 'unknown'],
      meaning: 'Whose lines need them.',
    },
    risks: {
      kind: 'choices',
      of: RISKS,
      default: [],
      meaning: 'Only for files with a new finding of one of these risks; empty is for every file.',
    },
  },
  evaluate(facts, options, tiers) {
    const has = readSafeguards(facts);
    const attributions = byPath(facts.attributions);
    const missing: string[] = [];
    const risky = new Set(
      newFindings(facts)
        .filter(({ finding }) => options.risks.includes(finding.risk))
        .map(({ finding }) => finding.path),
    );
    for (const file of facts.change.files) {
      if (options.risks.length > 0 && !risky.has(file.path)) continue;
      const tier = tiers.of(file);
      if (!isBy(file, changedLines(file, attributions.get(file.path) ?? []), options.authors)) continue;
      const lacking = options[tier].filter((kind) => !has(kind, file.path));
      if (lacking.length > 0) missing.push(`${file.path} (${tier}) has no ${listed(lacking)}.`);
    }
    if (missing.length === 0) return [];
    const general = `${counted(missing.length, 'file')} ${missing.length === 1 ? 'lacks' : 'lack'} a safeguard of this commit.`;
    return [{ outcome: 'review', because: [general, ...first(missing, 'more files')] }];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'human' } } },
    { facts: { files: { 'src/a.ts': 'ai' } }, options: { standard: ['red-team'], risks: ['insecure'] } },
    {
      facts: {
        files: { 'src/auth/a.ts': 'ai' },
        safeguards: [approval('lead@example.org'), approval('ci', { kind: 'test', by: { id: 'ci', kind: 'tool' } })],
      },
    },
    {
      facts: {
        files: { 'src/a.ts': 'ai' },
        safeguards: [
          { kind: 'training', covers: ['**'], by: { id: 'Dev@example.org', kind: 'person' }, at: '2030-01-01' },
        ],
      },
      options: { standard: ['training'] },
    },
  ],
  reviews: [
    // Somebody else was trained.
    {
      facts: {
        files: { 'src/a.ts': 'ai' },
        safeguards: [
          { kind: 'training', covers: ['**'], by: { id: 'a@example.org', kind: 'person' }, at: '2030-01-01' },
        ],
      },
      options: { standard: ['training'] },
    },
    // A risk that asks for more.
    {
      facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', level: 'warning' }] },
      options: { standard: ['red-team'], risks: ['insecure'] },
    },
    { facts: { files: { 'src/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org')] } },
    // Tests of an earlier push, and tests of nobody knows what.
    ...['2'.repeat(40), undefined].map((head) => ({
      facts: {
        files: { 'src/a.ts': 'ai' } as const,
        safeguards: [
          {
            kind: 'test',
            covers: ['**'],
            by: { id: 'ci', kind: 'tool' },
            at: '2030-06-01',
            ...(head ? { head } : {}),
          } as const,
        ],
      },
      options: { standard: ['test'] },
    })),
  ],
  blocks: [],
});
