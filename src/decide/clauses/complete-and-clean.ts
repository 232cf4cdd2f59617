import { defineClause } from '../clause.ts';
import { gapsIn } from '../completeness.ts';
import { counted, listed } from '../sentence.ts';
import { newFindings } from '../standing.ts';

export default defineClause({
  id: 'complete-and-clean',
  title: 'A change that was read completely and brings no error may ship',
  why: 'Somebody must argue for shipping. This clause does, whoever wrote the change, and only when it can say what was read.',
  argues: true,
  options: {},
  evaluate(facts) {
    const { change, run } = facts;
    if (gapsIn(facts).length > 0) return [];
    const ran = run.analyzers.filter(({ status }) => status !== 'skipped');
    const open = newFindings(facts).filter(
      ({ finding, waiver }) => finding.level === 'error' && waiver?.origin !== 'base',
    );
    if (open.length > 0) return [];
    const names = listed(ran.map(({ analyzer }) => analyzer));
    return [
      {
        outcome: 'ship',
        because: [
          `${counted(change.files.length, 'file')} ${change.files.length === 1 ? 'was' : 'were'} looked at completely by ${names}, and the change brings no new error.`,
        ],
      },
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.ts': 'unknown' }, findings: [{ path: 'src/a.ts', state: 'unchanged' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{}] } },
  ],
  reviews: [],
  blocks: [],
});
