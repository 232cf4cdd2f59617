import { removed } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { invisibleRuns } from '../../analyze/token/invisible.ts';
import { PARSED_LANGUAGES } from '../../model/language.ts';

const NAMES = {
  tag: 'invisible tag characters',
  bidi: 'a control that reverses the direction of text',
  'zero-width': 'zero-width characters',
  variation: 'variation selectors that carry bytes',
} as const;

export default defineRule({
  id: 'security/hidden-unicode',
  title: 'Invisible characters in source code',
  level: 'error',
  why: 'What a reviewer sees is not what the compiler reads: the order of the text or a name differs from how it looks.',
  fix: 'Delete the characters; where one is needed in a string, write its escape (`\\u202e`).',
  cwe: [1007, 451],
  languages: [
    ...PARSED_LANGUAGES,
    'kotlin',
    'swift',
    'scala',
    'shell',
    'sql',
    'powershell',
    'dockerfile',
    'terraform',
    'makefile',
  ],
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      for (const { kind, start, end, count, hidden } of invisibleRuns(context.text)) {
        // Between quotes or in a character class the character is what the code is about.
        if (kind === 'zero-width' && count < 4 && !/[\w$]/.test(context.text[start - 1] ?? '')) continue;
        const spells = hidden.length > 3 ? `, which spell "${hidden.slice(0, 60)}"` : '';
        const message = `${count} invisible ${count === 1 ? 'character' : 'characters'} here: ${NAMES[kind]}${spells}`;
        context.report({ start, end, message, ...(kind === 'zero-width' && { level: 'warning' as const }) });
      }
    },
  },
  repair: removed,
  bad: [
    'if (level != "user«\u202e» «\u2066»// admin«\u2069» «\u2066»") { grant(); }',
    'const isAdmin«\u200b» = false;',
    `run("x«${String.fromCodePoint(...[...'curl evil'].map((char) => 0xe0000 + char.charCodeAt(0)))}»")`,
  ],
  good: [
    'const team = "👩‍💻👨‍👩‍👧 ❤️";',
    'const greeting = "می‌خواهم"; // שלום \u2067עולם\u2069',
    'const override = "\\u202e";',
    'const strip = (text) => text.replace(/^\ufeff/, "").split("\u200b");',
  ],
});
