import { defineClause } from '../clause.ts';
import { first, sentence } from '../sentence.ts';

export default defineClause({
  id: 'sources-complete',
  title: 'Every fact that was asked for could be had',
  why: 'A forge that does not answer is not the same as "no approvals": what is missing might have changed the verdict.',
  options: {},
  evaluate({ sources }) {
    const missing = sources.filter(({ status }) => status === 'failed' || status === 'partial');
    if (missing.length === 0) return [];
    const said = missing.map(({ name, status, reason }) =>
      sentence(`${name} ${status === 'failed' ? 'failed' : 'is not complete'}${reason?.trim() ? `: ${reason}` : ''}`),
    );
    return [{ outcome: 'review', because: ['Not every fact could be had.', ...first(said)] }];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.ts': 'ai' }, sources: [{ name: 'approvals', status: 'complete' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, sources: [{ name: 'approvals', status: 'skipped', reason: 'no forge' }] } },
  ],
  reviews: [
    {
      facts: { files: { 'src/a.ts': 'human' }, sources: [{ name: 'approvals', status: 'failed', reason: 'HTTP 500' }] },
    },
    { facts: { files: { 'src/a.ts': 'human' }, sources: [{ name: 'authorship records', status: 'partial' }] } },
  ],
  blocks: [],
});
