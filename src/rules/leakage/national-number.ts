import { findNationalNumbers } from '../../analyze/personal/numbers.ts';
import { defineRule } from '../../analyze/rule.ts';

const REACH = 260;

/** The text around the words, or all of it where a word stands in the first line of a table; apart and in order. */
function stretches(text: string, hits: readonly number[]): [from: number, to: number][] {
  const firstLine = text.indexOf('\n');
  if (hits[0]! < Math.min(firstLine, 600) && /[,;|\t]/.test(text.slice(0, firstLine))) return [[0, text.length]];
  const found: [number, number][] = [];
  for (const hit of hits) {
    const last = found.at(-1);
    if (last !== undefined && hit - REACH <= last[1]) last[1] = hit + REACH;
    else found.push([Math.max(0, hit - REACH), hit + REACH]);
  }
  return found;
}

export default defineRule({
  id: 'leakage/national-number',
  title: 'National identity number in the repository',
  level: 'note',
  inTests: true,
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
    // Only files that speak of people or offices at all.
    keywords: [
      'aadhaar',
      'aadhar',
      'adhaar',
      'ahv',
      'amka',
      'birth',
      'bsn',
      'burger',
      'card',
      'citizen',
      'client',
      'cnp',
      'codice',
      'contribu',
      'cpf',
      'cpr',
      'cuil',
      'cuit',
      'curp',
      'customer',
      'dni',
      'egn',
      'emplo',
      'fiscal',
      'fodsel',
      'henkil',
      'hetu',
      'identi',
      'idnr',
      'insurance',
      'insz',
      'isikukood',
      'jmbg',
      'kennitala',
      'kimlik',
      'kods',
      'medicare',
      'member',
      'my_number',
      'mynumber',
      'national',
      'nhs',
      'nif',
      'nino',
      'niss',
      'nric',
      'oib',
      'passport',
      'patient',
      'person',
      'pesel',
      'pps',
      'resident',
      'rijks',
      'rrn',
      'rut',
      'secu',
      'security',
      'sin',
      'snils',
      'social',
      'sozial',
      'ssn',
      'steuer',
      'taj',
      'tax',
      'teudat',
      'tfn',
    ],
    scan(context, hits) {
      for (const [from, to] of stretches(context.text, hits)) {
        const stretch = context.text.slice(from, to);
        if (!/\d{5}|\d{3}[. -]\d/.test(stretch)) continue;
        for (const { start, end, label } of findNationalNumbers(stretch)) {
          context.report({
            start: from + start,
            end: from + end,
            masked: '********',
            message: `A ${label} (********)`,
            confidence: 'likely',
            ...(context.isTest && { level: 'note' as const }),
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
    { after: { 'data/staff.csv': `name,steuer_id,salary\nA. B.,«${['860957', '42719'].join('')}»,1\n` } },
    { after: { 'logs/app.log': `patient A. B., NHS number «${['943 476', '5919'].join(' ')}», admitted` } },
  ],
  good: [
    { after: { 'data/clients.json': '{ "name": "A. B.", "cpf": "529.982.247-26", "ssn": "123-45-6789" }' } },
    { after: { 'db/seed.sql': `insert into event (id) values ('${['440514', '01359'].join('')}');` } },
    { after: { 'data/ids.json': '{ "identity": "service", "build": 86095742719, "size": 111222333 }' } },
    { after: { 'src/form.ts': 'const hint = "SSN: ###-##-####";' } },
  ],
});
