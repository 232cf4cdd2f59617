import { TIERS } from '../../model/policy.ts';
import { readApprovals } from '../approvals.ts';
import { byPath, changedLines, isBy } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { approval } from '../example-facts.ts';
import { counted, first, listed } from '../sentence.ts';

export default defineClause({
  id: 'approvals',
  title: 'Enough independent people have approved exactly this commit',
  why: 'A second person is the one safeguard that also finds what no tool knows. An author, an agent, or a look at an earlier push is not one.',
  options: {
    contained: { kind: 'number', default: 0, least: 0, meaning: 'Approvals that a contained file needs.' },
    standard: { kind: 'number', default: 0, least: 0, meaning: 'Approvals that a standard file needs.' },
    critical: { kind: 'number', default: 1, least: 0, meaning: 'Approvals that a critical file needs.' },
    authors: {
      kind: 'choices',
      of: ['human', 'ai', 'mixed', 'unknown'],
      default: ['ai', 'mixed', 'unknown'],
      meaning: 'Whose lines need approval.',
    },
    codeOwners: {
      kind: 'choices',
      of: TIERS,
      default: [],
      meaning: 'Tiers in which one approval must be by a code owner of the file; a forge tells who that is.',
    },
    reviewerHas: {
      kind: 'choices',
      of: ['training', 'comprehension', 'acknowledgement'],
      default: [],
      meaning: 'What there must be a record of for the person who approves.',
    },
  },
  evaluate(facts, options, tiers) {
    const approvals = readApprovals(facts, options.reviewerHas);
    const attributions = byPath(facts.attributions);
    const missing: string[] = [];
    const by = new Set<string>();
    let asked = 0;
    for (const file of facts.change.files) {
      const tier = tiers.of(file);
      const lines = changedLines(file, attributions.get(file.path) ?? []);
      const wantsOwner = options.codeOwners.includes(tier);
      const needed = wantsOwner ? Math.max(1, options[tier]) : options[tier];
      if (needed === 0 || !isBy(file, lines, options.authors)) continue;
      asked++;
      const given = approvals.of(file.path);
      for (const who of given) by.add(who);
      if (given.length < needed) {
        missing.push(`${file.path} (${tier}) has ${given.length} of ${counted(needed, 'approval')}.`);
      } else if (wantsOwner && approvals.byOwners(file.path).length === 0) {
        missing.push(`${file.path} (${tier}) has no approval by a code owner.`);
      }
    }
    if (asked === 0) return [];
    if (missing.length === 0) return [{ outcome: 'ship', because: [`Approved by ${listed([...by])}.`] }];
    const general = `${counted(missing.length, 'file')} must be approved by somebody who did not write it.`;
    return [{ outcome: 'review', because: [general, ...first(missing, 'more files'), ...first(approvals.ignored)] }];
  },
  ships: [
    {
      facts: {
        files: { 'src/a.ts': 'ai' },
        safeguards: [approval('a@example.org'), approval('b@example.org', { owns: ['/src/'] })],
      },
      options: { codeOwners: ['standard'] },
    },
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': 'human' } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org')] } },
    {
      facts: { files: { 'src/a.ts': 'ai' }, safeguards: [approval('a@example.org'), approval('b@example.org')] },
      options: { standard: 2 },
    },
    {
      facts: {
        files: { 'src/auth/a.ts': 'ai' },
        safeguards: [approval('a@example.org'), { ...approval('A@example.org'), kind: 'training' }],
      },
      options: { reviewerHas: ['training'] },
    },
  ],
  reviews: [
    {
      facts: { files: { 'src/a.ts': 'ai' }, safeguards: [approval('a@example.org')] },
      options: { codeOwners: ['standard'] },
    },
    // An owner of something else; an owner who wrote it.
    {
      facts: { files: { 'src/a.ts': 'ai' }, safeguards: [approval('a@example.org', { owns: ['*', '!src/'] })] },
      options: { codeOwners: ['standard'] },
    },
    {
      facts: { files: { 'src/a.ts': 'ai' }, safeguards: [approval('dev@example.org', { owns: ['**'] })] },
      options: { codeOwners: ['standard'] },
    },
    { facts: { files: { 'src/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/auth/a.ts': { by: 'human', removed: 2 } } } },
    // The one who made the change.
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('Dev@example.org')] } },
    {
      facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('bot', { by: { id: 'bot', kind: 'agent' } })] },
    },
    {
      facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org', { head: '2'.repeat(40) })] },
    },
    { facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org', { covers: ['docs/'] })] } },
    {
      facts: { files: { 'src/a.ts': 'ai' }, safeguards: [approval('a@example.org'), approval('A@Example.org')] },
      options: { standard: 2 },
    },
    {
      facts: { files: { 'src/auth/a.ts': 'ai' }, safeguards: [approval('lead@example.org')] },
      options: { reviewerHas: ['training'] },
    },
  ],
  blocks: [],
});
