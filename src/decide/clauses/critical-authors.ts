import type { Contributor } from '../../model/attribution.ts';
import type { ChangedFile } from '../../model/change.ts';
import { readApprovals } from '../approvals.ts';
import { byPath, changedLines, type LineCounts, onlyRemoves } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { approval } from '../example-facts.ts';
import { counted, first, listed } from '../sentence.ts';

export default defineClause({
  id: 'critical-authors',
  title: 'Nothing goes into a critical place that no person is known to have written',
  why: 'Where one wrong line lets somebody in, clean tools are not enough: a person reads what an assistant, or nobody known, wrote there.',
  options: {
    authors: {
      kind: 'choices',
      of: ['human', 'ai', 'mixed', 'unknown'],
      default: ['ai', 'mixed', 'unknown'],
      meaning: 'Whose lines a person must have read.',
    },
    acceptedBy: {
      kind: 'choice',
      of: ['approval', 'nothing'],
      default: 'approval',
      meaning: 'Whether an independent approval of exactly this commit is that reading.',
    },
  },
  evaluate(facts, { authors, acceptedBy }, tiers) {
    const { change, attributions } = facts;
    const known = byPath(attributions);
    const approvals = readApprovals(facts);
    const said: string[] = [];
    for (const file of change.files) {
      if (tiers.of(file) !== 'critical') continue;
      if (acceptedBy === 'approval' && approvals.of(file.path).length > 0) continue;
      const objection = objectionTo(file, changedLines(file, known.get(file.path) ?? []), authors);
      if (objection !== null) said.push(`${file.path}: ${objection}.`);
    }
    if (said.length === 0) return [];
    const general = `${counted(said.length, 'critical file')} must be read by a person.`;
    return [{ outcome: 'review', because: [general, ...first(said, 'more files')] }];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai', 'docs/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'human' } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org')] } },
    { facts: { files: { 'src/auth/a.test.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' } }, options: { authors: ['unknown'] } },
  ],
  reviews: [
    { facts: { files: { 'src/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'mixed' } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('dev@example.org')] } },
    {
      facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org')] },
      options: { acceptedBy: 'nothing' },
    },
    { facts: { files: { 'src/auth/a.ts': 'unknown' } } },
    { facts: { files: { 'src/auth/a.ts': {} } } },
    { facts: { files: { '.github/workflows/ci.yml': { by: 'ai', language: 'yaml' } } } },
    // Taking a check away leaves no line to ask about.
    { facts: { files: { 'src/auth/a.ts': { by: 'human', removed: 3 } } } },
    { facts: { files: { 'src/auth/a.ts': { status: 'deleted' } } } },
    { facts: { files: { 'docs/a.ts': { lines: 0, previousPath: 'src/auth/a.ts' } } } },
    { facts: { files: { 'src/auth/a.ts': 'human' } }, options: { authors: ['human'] } },
  ],
  blocks: [],
});

const WORDS: Readonly<Record<Contributor, string>> = {
  ai: 'written by AI',
  mixed: 'written by AI and people together',
  unknown: 'of unknown origin',
  human: 'written by people',
};

/** Why somebody must read this file, as a phrase; null when nobody need. */
function objectionTo(file: ChangedFile, counts: LineCounts, authors: readonly Contributor[]): string | null {
  const parts = authors.filter((who) => counts[who] > 0).map((who) => `${counted(counts[who], 'line')} ${WORDS[who]}`);
  if (authors.includes('unknown')) {
    const total = counts.human + counts.ai + counts.mixed + counts.unknown;
    if (file.status === 'deleted') parts.push('deleted, and who did that is not known');
    else if (onlyRemoves(file)) parts.push('lines were taken away, and who did that is not known');
    else if (total === 0) parts.push('changed without changing a line, and who did that is not known');
  }
  return parts.length === 0 ? null : listed(parts);
}
