import { defineRule } from '../../analyze/rule.ts';
import { isIban } from '../../lib/identity-numbers.ts';

const FORM =
  /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9])/g;
/** Account numbers that banks and standards print as examples: zeros, counting digits, the published ones. */
const EXAMPLE = /0{7}|12345678|370400440532013000|WEST12345698765432|(\d)\1{6}/;

export default defineRule({
  id: 'leakage/iban',
  title: 'Bank account number in the repository',
  level: 'warning',
  why: 'An IBAN with right check digits is somebody’s account: personal data that the repository passes on.',
  fix: 'Take it out of the history as well, and use a published example.',
  cwe: [359],
  languages: 'any',
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      for (const match of context.text.matchAll(FORM)) {
        const iban = match[0].replace(/ /g, '');
        if (!isIban(iban) || EXAMPLE.test(iban)) continue;
        context.report({
          start: match.index,
          end: match.index + match[0].length,
          masked: '********',
          message: 'A bank account number (********)',
          confidence: 'likely',
          ...(context.isTest && { level: 'note' as const }),
        });
      }
    },
  },
  bad: [
    { after: { 'data/payees.json': `{ "iban": "«${['NL91', 'ABNA', '0417', '1643', '00'].join('')}»" }` } },
    { after: { 'src/payout.py': `ACCOUNT = "«${['AT61', '1904', '3002', '3457', '3201'].join(' ')}»"` } },
  ],
  good: [
    { after: { 'data/payees.json': '{ "iban": "DE89 3704 0044 0532 0130 00" }' } },
    { after: { 'src/payout.py': `ACCOUNT = "${['AT61', '1904', '3002', '3457', '3202'].join(' ')}"` } },
    { after: { 'src/codes.ts': 'const code = "AB12CD34EF56GH78IJ90";' } },
  ],
});
