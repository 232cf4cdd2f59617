import { defineClause } from '../clause.ts';
import { analyzersThatRead, gapsIn, statusesByPath } from '../completeness.ts';
import { counted, listed } from '../sentence.ts';
import { newFindings } from '../standing.ts';

export default defineClause({
  id: 'complete-and-clean',
  title: 'A change that was read completely and brings no error may ship',
  why: 'Somebody must argue for shipping. This clause does, whoever wrote the change, and only when it can say what was read.',
  argues: true,
  options: {},
  evaluate(facts) {
    if (gapsIn(facts).length > 0) return [];
    const open = newFindings(facts).filter(
      ({ finding, waiver }) => finding.level === 'error' && waiver?.origin !== 'base',
    );
    if (open.length > 0) return [];
    const { files } = facts.change;
    const statuses = statusesByPath(facts);
    const read = files.filter(({ path }) =>
      statuses.get(path)?.some((status) => status === 'complete' || status === 'partial'),
    );
    const others = files.length - read.length;
    const because = [
      read.length === 0
        ? 'The change brings nothing that an analyzer reads, and no error.'
        : `${counted(read.length, 'file')} ${read.length === 1 ? 'was' : 'were'} read by ${listed(analyzersThatRead(facts))}, and the change brings no new error.`,
    ];
    if (read.length > 0 && others > 0)
      because.push(`${counted(others, 'file')} more cannot be read or left no line to read.`);
    return [{ outcome: 'ship', because }];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.ts': 'unknown' }, findings: [{ path: 'src/a.ts', state: 'unchanged' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{}] } },
  ],
  reviews: [],
  blocks: [],
});
