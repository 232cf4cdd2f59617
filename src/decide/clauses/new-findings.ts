import { OUTCOMES, type Outcome } from '../../model/decision.ts';
import { type Answer, defineClause } from '../clause.ts';
import { counted, first } from '../sentence.ts';
import { fingerprintsOf, type NewFinding, newFindings, place } from '../standing.ts';
import { readWaivers } from '../waivers.ts';

export default defineClause({
  id: 'new-findings',
  title: 'What the change brings is judged by how bad it is and who wrote it',
  why: 'Old findings are not the fault of this change. A person who wrote a line can answer for a doubt about it; nobody can for a line of an assistant that nobody has read.',
  options: {
    error: { kind: 'choice', of: OUTCOMES, default: 'block', meaning: 'What a new error asks for.' },
    warning: {
      kind: 'choice',
      of: OUTCOMES,
      default: 'review',
      meaning: 'What a new warning on AI, mixed or unknown lines asks for.',
    },
    humanWarning: {
      kind: 'choice',
      of: OUTCOMES,
      default: 'ship',
      meaning: 'What a new warning on human lines asks for.',
    },
    note: { kind: 'choice', of: OUTCOMES, default: 'ship', meaning: 'What a new note asks for.' },
  },
  evaluate(facts, options) {
    const groups = new Map<string, NewFinding[]>();
    for (const found of newFindings(facts)) {
      const [wanted, what] = asks(found, options);
      // A waiver that arrives with the change was not accepted by anybody yet: it asks a person, and no more.
      const late = found.waiver?.origin === 'change' && wanted === 'block';
      const outcome = late ? 'review' : found.waiver?.origin === 'base' ? 'ship' : wanted;
      const key = JSON.stringify([outcome, what, found.waiver?.origin ?? null]);
      groups.set(key, [...(groups.get(key) ?? []), found]);
    }
    const answers = [...groups].map(([key, group]) => {
      const [outcome, what, origin] = JSON.parse(key) as [Outcome, string, 'base' | 'change' | null];
      return answer(outcome, what, origin, group);
    });
    const { ignored } = readWaivers(facts.safeguards, facts.now);
    if (ignored.length > 0) answers.push({ outcome: 'ship', because: ['A waiver does not count.', ...first(ignored)] });
    return answers;
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', state: 'unchanged' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', state: 'absent' }] } },
    { facts: { files: { 'src/a.ts': 'human' }, findings: [{ path: 'src/a.ts', level: 'warning', by: 'human' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', level: 'note', by: 'ai' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{}] } },
    {
      facts: {
        files: { 'src/a.ts': 'ai' },
        findings: [{ path: 'src/a.ts', rule: 'security/eval' }],
        waivers: [{ covers: ['security/eval in src/**'] }],
      },
    },
  ],
  reviews: [
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', level: 'warning', by: 'ai' }] } },
    { facts: { files: { 'src/a.ts': 'mixed' }, findings: [{ path: 'src/a.ts', level: 'warning', by: 'mixed' }] } },
    { facts: { files: { 'src/a.ts': {} }, findings: [{ path: 'src/a.ts', level: 'warning', by: 'unknown' }] } },
    // The finding says human, the record of the line says otherwise.
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', level: 'warning', by: 'human' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{ origin: 'change' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }] }, options: { error: 'review' } },
  ],
  blocks: [
    { facts: { files: { 'src/a.ts': 'human' }, findings: [{ path: 'src/a.ts', by: 'human' }] } },
    { facts: { files: { 'docs/a.ts': 'ai' }, findings: [{ path: 'docs/a.ts', by: 'ai' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{ expires: '2030-06-14' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{ owner: '' }] } },
    { facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }], waivers: [{ covers: ['docs/**'] }] } },
    {
      facts: { files: { 'a.ts': 'ai' }, findings: [{ path: 'a.ts', level: 'note' }] },
      options: { note: 'block' },
    },
  ],
});

type Asked = Readonly<Record<'error' | 'warning' | 'humanWarning' | 'note', Outcome>>;

/** What a finding asks for before waivers, and its kind in words. */
function asks({ finding, author }: NewFinding, options: Asked): readonly [Outcome, string] {
  if (finding.level === 'error') return [options.error, 'new error'];
  if (finding.level === 'note') return [options.note, 'new note'];
  if (author === 'human') return [options.humanWarning, 'new warning on human lines'];
  const whose = { ai: 'AI', mixed: 'mixed', unknown: 'unknown' } as const;
  return [options.warning, `new warning on ${whose[author]} lines`];
}

function answer(
  outcome: Outcome,
  what: string,
  origin: 'base' | 'change' | null,
  group: readonly NewFinding[],
): Answer {
  const [noun, lines] = what.split(' on ');
  const counts = counted(group.length, noun!) + (lines === undefined ? '' : ` on ${lines}`);
  const verb = group.length === 1 ? 'is' : 'are';
  const general = {
    base: `${counts} ${verb} waived.`,
    change: `${counts} ${verb} waived by the change itself, which a person must accept.`,
    none: { block: `${counts} must not ship.`, review: `${counts} must be looked at.`, ship: `${counts}, told only.` }[
      outcome
    ],
  }[origin ?? 'none'];
  const each = group.map(({ finding, waiver }) =>
    waiver === null
      ? place(finding)
      : `${place(finding)} Waived by ${waiver.owner} until ${waiver.expires}: ${waiver.reason.replace(/\.$/, '')}.`,
  );
  return { outcome, because: [general, ...first(each, 'more findings')], findings: fingerprintsOf(group) };
}
