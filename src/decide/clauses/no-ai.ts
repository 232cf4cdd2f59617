import { byPath, changedLines } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { counted, first } from '../sentence.ts';

export default defineClause({
  id: 'no-ai',
  title: 'Nothing that an assistant wrote goes in',
  why: 'Some projects cannot accept text whose origin and licence nobody can name. What is on record blocks; a guess only asks.',
  options: {
    unknown: {
      kind: 'choice',
      of: ['ship', 'review', 'block'],
      default: 'review',
      meaning: 'What lines of unknown origin ask for.',
    },
  },
  evaluate({ change, attributions }, options) {
    const known = byPath(attributions);
    const [onRecord, guessed, unknown]: [string[], string[], string[]] = [[], [], []];
    for (const file of change.files) {
      const all = known.get(file.path) ?? [];
      const lines = changedLines(file, all);
      // Without the guesses: what is left is on record.
      const sure = changedLines(
        file,
        all.filter(({ basis }) => basis === 'recorded' || basis === 'declared'),
      );
      const machine = lines.ai + lines.mixed;
      if (sure.ai + sure.mixed > 0) onRecord.push(`${file.path}: ${counted(sure.ai + sure.mixed, 'line')}.`);
      else if (machine > 0) guessed.push(`${file.path}: ${counted(machine, 'line')}.`);
      if (lines.unknown > 0) unknown.push(`${file.path}: ${counted(lines.unknown, 'line')}.`);
    }
    return [
      ...(onRecord.length > 0
        ? [
            {
              outcome: 'block',
              because: ['Lines by an assistant are on record.', ...first(onRecord, 'more files')],
            } as const,
          ]
        : []),
      ...(guessed.length > 0
        ? [{ outcome: 'review', because: ['Lines may be by an assistant.', ...first(guessed, 'more files')] } as const]
        : []),
      ...(unknown.length > 0
        ? [
            {
              outcome: options.unknown,
              because: ['Nobody says who wrote some lines.', ...first(unknown, 'more files')],
            },
          ]
        : []),
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'human' } } },
    { facts: { files: { 'src/a.ts': 'unknown' } }, options: { unknown: 'ship' } },
  ],
  reviews: [
    { facts: { files: { 'src/a.ts': 'unknown' } } },
    { facts: { files: { 'src/a.ts': { by: 'ai', basis: 'inferred' } } } },
  ],
  blocks: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'docs/a.md': { by: 'mixed', basis: 'declared', language: 'markdown' } } } },
    { facts: { files: { 'src/a.ts': 'unknown' } }, options: { unknown: 'block' } },
  ],
});
