import { defineClause } from '../clause.ts';
import { statusesByPath } from '../completeness.ts';
import { counted, first } from '../sentence.ts';
import { isParsed, isUnread, kindOf, type UnreadKind } from '../unread.ts';

const ASKS = ['nothing', 'code', 'anything'] as const;

export default defineClause({
  id: 'unread-files',
  title: 'What no analyzer can read is judged by where it stands',
  why: 'A picture in the documentation harms nobody; a program in a language that is not analysed may do anything, and no findings means nothing there.',
  options: {
    contained: { kind: 'choice', of: ASKS, default: 'nothing', meaning: 'What asks for review when it was not read.' },
    standard: { kind: 'choice', of: ASKS, default: 'code', meaning: 'What asks for review when it was not read.' },
    critical: { kind: 'choice', of: ASKS, default: 'anything', meaning: 'What asks for review when it was not read.' },
  },
  evaluate(facts, options, tiers) {
    const asked: string[] = [];
    const told: string[] = [];
    const statuses = statusesByPath(facts);
    for (const file of facts.change.files) {
      const kind = kindOf(file);
      if (!isUnread(file, kind, statuses.get(file.path) ?? [])) continue;
      const tier = tiers.of(file);
      const asks = options[tier] === 'anything' || (options[tier] === 'code' && kind !== 'harmless');
      (asks ? asked : told).push(`${file.path} (${tier}): ${isParsed(file.language) ? UNREADABLE : WORDS[kind]}.`);
    }
    return [
      ...(asked.length > 0
        ? [
            {
              outcome: 'review',
              because: [`${counted(asked.length, 'file')} could not be read.`, ...first(asked)],
            } as const,
          ]
        : []),
      ...(told.length > 0
        ? [
            {
              outcome: 'ship',
              because: [`${counted(told.length, 'file')} could not be read, which is accepted there.`, ...first(told)],
            } as const,
          ]
        : []),
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' } } },
    { facts: { files: { 'src/logo.png': { by: 'ai', language: 'binary', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/a.json': { by: 'ai', language: 'json', pattern: 'not-applicable' } } } },
    { facts: { files: { 'docs/a.kt': { by: 'ai', language: 'kotlin', pattern: 'not-applicable' } } } },
    { facts: { files: { '.github/workflows/ci.yml': { by: 'human', language: 'yaml', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/a.kt': { by: 'ai', language: 'kotlin', pattern: 'complete' } } } },
    { facts: { files: { 'src/a.kt': { status: 'deleted', language: 'kotlin' } } } },
  ],
  reviews: [
    { facts: { files: { 'src/a.kt': { by: 'human', language: 'kotlin', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/a.zig': { by: 'human', language: 'text', pattern: 'not-applicable' } } } },
    { facts: { files: { 'bin/run': { by: 'ai', language: 'text', mode: '100755', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/native.so': { by: 'human', language: 'binary', pattern: 'not-applicable' } } } },
    { facts: { files: { 'src/vendor.zip': { by: 'human', language: 'binary', pattern: 'not-applicable' } } } },
    {
      facts: {
        files: { 'vendor/lib': { by: 'human', language: 'binary', mode: '160000', pattern: 'not-applicable' } },
      },
    },
    { facts: { files: { 'src/auth/logo.bmp': { by: 'human', language: 'binary', pattern: 'not-applicable' } } } },
    {
      facts: { files: { 'docs/logo.png': { by: 'human', language: 'binary', pattern: 'not-applicable' } } },
      options: { contained: 'anything' },
    },
  ],
  blocks: [],
});

const UNREADABLE = 'program code whose content could not be read';

const WORDS: Readonly<Record<UnreadKind, string>> = {
  harmless: 'nothing in it is a program',
  code: 'program code in a language that is not analysed',
  opaque: 'a binary that may hold a program',
  submodule: 'points to another repository, which was not read',
};
