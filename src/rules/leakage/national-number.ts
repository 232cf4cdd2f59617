import { defineRule } from '../../analyze/rule.ts';
import { NATIONAL_NUMBERS } from '../../lib/identity-numbers.ts';

const MAYBE = /\d{6}|\d{3}-\d{2}-\d{4}|\d{3}\.\d{3}\.\d{3}|[A-Z]{6}\d{2}/;
/** One number in a file is told where the file also says what it is; without that, chance makes too many. */
const SAYS =
  /\b(?:cpf|ssn|social.?security|nir|s[ée]curit[ée].?sociale|dni|nif|pesel|personnummer|hetu|henkil[öo]tunnus|codice.?fiscale|national.?id|tax.?id)\b/i;

export default defineRule({
  id: 'leakage/national-number',
  title: 'National identity number in the repository',
  level: 'note',
  why: 'A number with right check digits under a telling name is a person’s: whoever has it can pass as that person.',
  fix: 'Take it out of the history as well, and use a number that no office gives out.',
  cwe: [359],
  languages: [
    'json',
    'yaml',
    'xml',
    'sql',
    'text',
    'ini',
    'toml',
    'html',
    'markdown',
    'javascript',
    'typescript',
    'tsx',
    'python',
    'java',
    'csharp',
    'ruby',
    'php',
    'go',
  ],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [
      'cpf',
      'ssn',
      'social',
      'nir',
      'dni',
      'nif',
      'pesel',
      'personnummer',
      'hetu',
      'henkil',
      'codice',
      'national',
      'tax',
    ],
    scan(context) {
      const { text } = context;
      if (!SAYS.test(text) || !MAYBE.test(text)) return;
      for (const { name, form, check } of NATIONAL_NUMBERS) {
        for (const match of text.matchAll(form)) {
          const around = text.slice(Math.max(0, match.index - 300), match.index + 100);
          if (!SAYS.test(around) || !check(match[0])) continue;
          context.report({
            start: match.index,
            end: match.index + match[0].length,
            masked: '********',
            message: `A ${name} (********)`,
            confidence: 'likely',
          });
        }
      }
    },
  },
  bad: [
    { after: { 'data/clients.json': `{ "name": "A. B.", "cpf": "«${['529', '982', '247'].join('.')}-25»" }` } },
    {
      after: {
        'db/seed.sql': `insert into person (name, pesel) values ('A. B.', '«${['440514', '01359'].join('')}»');`,
      },
    },
  ],
  good: [
    { after: { 'data/clients.json': '{ "name": "A. B.", "cpf": "529.982.247-26", "ssn": "123-45-6789" }' } },
    { after: { 'db/seed.sql': `insert into event (id) values ('${['440514', '01359'].join('')}');` } },
    { after: { 'src/form.ts': 'const hint = "SSN: ###-##-####";' } },
  ],
});
