import { findCards } from '../../analyze/personal/numbers.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'leakage/card-number',
  title: 'Payment card number in the repository',
  level: 'warning',
  why: 'A number with a network and a right check digit is somebody’s card; the card rules forbid keeping it in clear text.',
  fix: 'Take it out of the history as well, and use the payment service’s own test numbers.',
  cwe: [359, 312],
  languages: 'any',
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      if (!/\d{4}[ -]?\d{4}|3\d{3}[ -]\d{6}/.test(context.text)) return;
      for (const { start, end } of findCards(context.text)) {
        context.report({
          start,
          end,
          masked: '********',
          message: 'A payment card number (********)',
          confidence: 'likely',
          ...(context.isTest && { level: 'note' as const }),
        });
      }
    },
  },
  bad: [
    { after: { 'data/orders.csv': `id,card\n7,«${['4539', '5787', '6362', '1486'].join('')}»\n` } },
    { after: { 'src/pay.ts': `const card = "«${['5425', '2334', '3010', '9903'].join(' ')}»";` } },
  ],
  good: [
    { after: { 'src/pay.ts': 'const card = "4242 4242 4242 4242";\nconst other = "4111111111111111";' } },
    { after: { 'data/orders.csv': `id,card\n7,${['4539', '5787', '6362', '1487'].join('')}\n` } },
    {
      after: {
        'i18n/messages.xml': [
          '<unit id="4204488335642457095"/>',
          `<unit id="${['4539', '5787', '6362', '1486'].join('')}"/>`,
          '<unit id="4539578763621480"/>',
          '<unit id="4539578763621481"/>',
        ].join('\n'),
      },
    },
    { after: { 'src/time.ts': 'const now = 1700000000000123; const id = "6011-abcd-1234-5678";' } },
  ],
});
