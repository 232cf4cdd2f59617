import { TIERS } from '../../model/policy.ts';
import { byPath, changedLines } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { counted, first } from '../sentence.ts';

/** Strongest evidence first. */
const GRADES = ['recorded', 'declared', 'inferred'] as const;

export default defineClause({
  id: 'known-authors',
  title: 'It is known who wrote each line, by evidence of some grade',
  why: 'Who wrote a line decides who must read it. A record made while it was written says more than a declaration afterwards.',
  options: {
    grade: { kind: 'choice', of: GRADES, default: 'declared', meaning: 'The weakest evidence that counts.' },
    tiers: { kind: 'choices', of: TIERS, default: ['critical'], meaning: 'Where it is asked for.' },
  },
  evaluate({ change, attributions }, { grade, tiers: where }, tiers) {
    const strong = attributions.filter(
      ({ basis, contributor }) =>
        contributor !== 'unknown' && basis !== 'none' && GRADES.indexOf(basis) <= GRADES.indexOf(grade),
    );
    const known = byPath(strong);
    const said = change.files.flatMap((file) => {
      if (!where.includes(tiers.of(file))) return [];
      const { unknown } = changedLines(file, known.get(file.path) ?? []);
      return unknown === 0 ? [] : [`${file.path}: ${counted(unknown, 'line')}.`];
    });
    if (said.length === 0) return [];
    return [{ outcome: 'review', because: [`Who wrote some lines is not ${grade}.`, ...first(said, 'more files')] }];
  },
  ships: [
    { facts: { files: { 'src/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': { by: 'human', basis: 'declared' } } } },
    { facts: { files: { 'src/a.ts': 'unknown' } } },
    { facts: { files: { 'src/auth/a.ts': { by: 'human', basis: 'inferred' } } }, options: { grade: 'inferred' } },
  ],
  reviews: [
    { facts: { files: { 'src/auth/a.ts': 'unknown' } } },
    { facts: { files: { 'src/auth/a.ts': {} } } },
    { facts: { files: { 'src/auth/a.ts': { by: 'human', basis: 'inferred' } } } },
    { facts: { files: { 'src/auth/a.ts': { by: 'ai', basis: 'declared' } } }, options: { grade: 'recorded' } },
    { facts: { files: { 'src/a.ts': 'unknown' } }, options: { tiers: ['standard'] } },
  ],
  blocks: [],
});
