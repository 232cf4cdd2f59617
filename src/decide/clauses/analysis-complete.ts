import { defineClause } from '../clause.ts';
import { asidesOf, gapsIn } from '../completeness.ts';
import { first } from '../sentence.ts';

export default defineClause({
  id: 'analysis-complete',
  title: 'The change was looked at completely',
  why: 'An analyzer that failed, or never saw the change, finds nothing; that must not pass for a clean result.',
  options: {},
  evaluate(facts) {
    const gaps = gapsIn(facts);
    const asides = asidesOf(facts);
    return [
      ...(gaps.length > 0
        ? [
            {
              outcome: 'review',
              because: ['The change was not analysed completely.', ...first(gaps, 'more gaps')],
            } as const,
          ]
        : []),
      ...(asides.length > 0
        ? [
            {
              outcome: 'ship',
              because: ['Something was left out that does not touch the change.', ...first(asides)],
            } as const,
          ]
        : []),
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.c': { by: 'ai', language: 'c', pattern: 'partial', touchesChange: false } } } },
    { facts: { files: { 'src/a.ts': 'ai' }, analyzers: { flow: 'scope' } } },
    { facts: { files: { 'src/a.ts': 'ai' }, analyzers: { snippet: 'skipped' } } },
    { facts: { files: { 'logo.png': { by: 'ai', language: 'binary', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/a.ts': { status: 'deleted' } } } },
  ],
  reviews: [
    { facts: { files: { 'src/a.ts': 'human' }, noRun: true } },
    { facts: { files: { 'src/a.ts': { status: 'deleted' } }, noRun: true } },
    { facts: { files: { 'src/a.ts': 'human' }, analyzers: { pattern: 'failed' } } },
    { facts: { files: { 'src/a.ts': 'human' }, analyzers: { pattern: 'skipped', token: 'skipped' } } },
    { facts: { files: { 'src/a.ts': 'human' }, analyzers: { flow: 'partial' } } },
    { facts: { files: { 'src/a.ts': { by: 'human', pattern: 'partial', touchesChange: true } } } },
    { facts: { files: { 'src/a.ts': { by: 'human', pattern: 'failed', touchesChange: true } } } },
    { facts: { files: { 'src/a.ts': { by: 'human', pattern: 'failed', touchesChange: false } } } },
    { facts: { files: { 'src/a.ts': { by: 'human', pattern: 'skipped', touchesChange: true } } } },
  ],
  blocks: [],
});
