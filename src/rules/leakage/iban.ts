import { findIbans } from '../../analyze/personal/numbers.ts';
import { defineRule } from '../../analyze/rule.ts';

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
      for (const { start, end } of findIbans(context.text)) {
        context.report({
          start,
          end,
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
