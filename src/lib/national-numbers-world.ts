import { luhn } from './check-digit.ts';
import { digitsOf, isDay, type NationalNumber, two, weighted } from './national-number.ts';

/** Verhoeff's scheme: the group of the symmetries of a pentagon, as tables. */
function verhoeff(digits: string): boolean {
  const multiply = [
    '0123456789',
    '1234067895',
    '2340178956',
    '3401289567',
    '4012395678',
    '5987604321',
    '6598710432',
    '7659821043',
    '8765932104',
    '9876543210',
  ];
  const permute = [
    '0123456789',
    '1576283094',
    '5803796142',
    '8916043527',
    '9453126870',
    '4286573901',
    '2793806415',
    '7046913258',
  ];
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum = Number(multiply[sum]![Number(permute[i % 8]![digit])]);
  }
  return sum === 0;
}

/** Numbers of the Americas, Asia, Africa and Oceania. */
export const WORLD_NUMBERS: readonly NationalNumber[] = [
  {
    country: 'US',
    name: 'US social security number',
    form: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
    words: /\bssn\b|social.?sec/i,
    check(text) {
      const digits = digitsOf(text);
      return !['078051120', '219099999', '123456789', '457555462'].includes(digits) && !/^(\d)\1+$/.test(digits);
    },
  },
  {
    country: 'BR',
    name: 'Brazilian CPF',
    form: /(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\d.-])/g,
    words: /\bcpf\b/i,
    distinctive: true,
    check(text) {
      const digits = digitsOf(text);
      if (/^(\d)\1+$/.test(digits)) return false;
      const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      return first === Number(digits[9]) && second === Number(digits[10]);
    },
  },
  {
    country: 'CA',
    name: 'Canadian social insurance number',
    form: /(?<![\d-])[1-79]\d{2}[ -]?\d{3}[ -]?\d{3}(?![\d-])|(?<![\d-])0\d{2}[ -]\d{3}[ -]\d{3}(?![\d-])/g,
    words: /\bsin\b|social.?insurance/i,
    check: (text) => luhn(digitsOf(text)),
  },
  {
    country: 'MX',
    name: 'Mexican CURP',
    form: /(?<!\w)[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d(?!\w)/g,
    words: /\bcurp\b/i,
    distinctive: true,
    check(text) {
      const letters = '0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ';
      let sum = 0;
      for (let i = 0; i < 17; i++) sum += letters.indexOf(text[i]!) * (18 - i);
      return (10 - (sum % 10)) % 10 === Number(text[17]);
    },
  },
  {
    country: 'CL',
    name: 'Chilean RUT',
    form: /(?<![\d.-])\d{1,2}\.?\d{3}\.?\d{3}-[\dKk](?![\w-])/g,
    words: /\bru[tn]\b/i,
    check(text) {
      const [body, last] = text.replace(/\./g, '').split('-') as [string, string];
      let sum = 0;
      for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (2 + (i % 6));
      return '0K987654321'[sum % 11] === last.toUpperCase();
    },
  },
  {
    country: 'AR',
    name: 'Argentine CUIL or CUIT',
    form: /(?<![\d-])(?:2[03457]|3[034])-?\d{8}-?\d(?![\d-])/g,
    words: /\bcui[lt]\b/i,
    check(text) {
      const digits = digitsOf(text);
      const rest = 11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (rest === 11 ? 0 : rest === 10 ? 9 : rest) === Number(digits[10]);
    },
  },
  {
    country: 'EC',
    name: 'Ecuadorian identity card',
    form: /(?<![\d-])(?:0[1-9]|1\d|2[0-4]|30)[0-5]\d{6}-?\d(?![\d-])/g,
    words: /c[ée]dula/i,
    check: (text) => luhn(digitsOf(text)),
  },
  {
    country: 'IN',
    name: 'Indian Aadhaar number',
    form: /(?<![\d-])[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?![\d-])/g,
    words: /aadhaa?r|\buidai?\b/i,
    check: (text) => verhoeff(digitsOf(text)),
  },
  {
    country: 'CN',
    name: 'Chinese resident identity number',
    form: /(?<!\w)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)/g,
    words: /身份证|identity|resident|\bid.?card\b|\bsfz\b/i,
    distinctive: true,
    check: (text) =>
      '10X98765432'[weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ===
      text[17]!.toUpperCase(),
  },
  {
    country: 'KR',
    name: 'South Korean resident number',
    form: /(?<![\d-])\d{6}-[0-9]\d{6}(?![\d-])/g,
    words: /주민|\brrn\b|resident.?reg/i,
    distinctive: true,
    check(text) {
      const digits = digitsOf(text);
      if (!isDay(two(digits, 4), two(digits, 2))) return false;
      return (11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(digits[12]);
    },
  },
  {
    country: 'TW',
    name: 'Taiwanese identity number',
    form: /(?<!\w)[A-Z][1289]\d{8}(?!\w)/g,
    words: /身分證|national.?id|identity|\barc\b/i,
    check(text) {
      const letter = 10 + 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]!);
      const sum = Math.floor(letter / 10) + (letter % 10) * 9 + weighted(text.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
      return sum % 10 === 0;
    },
  },
  {
    country: 'HK',
    name: 'Hong Kong identity card',
    form: /(?<!\w)[A-Z]{1,2}\d{6}\([\dA]\)/g,
    words: /\bhkid\b|identity/i,
    distinctive: true,
    check(text) {
      const body = text.replace(/[()]/g, '');
      const letters = body.length === 8 ? ` ${body}` : body;
      let sum = 0;
      for (let i = 0; i < 8; i++) {
        const char = letters[i]!;
        const value = char === ' ' ? 36 : /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55;
        sum += value * (9 - i);
      }
      const rest = (11 - (sum % 11)) % 11;
      return (rest === 10 ? 'A' : String(rest)) === body.at(-1);
    },
  },
  {
    country: 'SG',
    name: 'Singaporean NRIC or FIN',
    form: /(?<!\w)[STFG]\d{7}[A-Z](?!\w)/g,
    words: /\bnric\b|\bfin\b|identity/i,
    check(text) {
      const offset = text[0] === 'T' || text[0] === 'G' ? 4 : 0;
      const rest = (weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
      return (/[ST]/.test(text) && 'ST'.includes(text[0]!) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[rest] === text[8];
    },
  },
  {
    country: 'TH',
    name: 'Thai identity number',
    form: /(?<![\d-])[1-8]-?\d{4}-?\d{5}-?\d{2}-?\d(?![\d-])/g,
    words: /บัตรประชาชน|national.?id|thai/i,
    check(text) {
      const digits = digitsOf(text);
      return (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(digits[12]);
    },
  },
  {
    country: 'JP',
    name: 'Japanese individual number',
    form: /(?<![\d-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\d-])/g,
    words: /マイナンバー|個人番号|my.?number|individual.?number/i,
    check(text) {
      const digits = digitsOf(text);
      const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest <= 1 ? 0 : 11 - rest) === Number(digits[11]);
    },
  },
  {
    country: 'ZA',
    name: 'South African identity number',
    form: /(?<!\d)\d{6} ?\d{4} ?[012]\d{2}(?!\d)/g,
    words: /identity|\b(?:sa.?)?id.?(?:no|num|number)\b/i,
    check(text) {
      const digits = digitsOf(text);
      return isDay(two(digits, 4), two(digits, 2)) && luhn(digits);
    },
  },
  {
    country: 'AU',
    name: 'Australian tax file number',
    form: /(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d-])/g,
    words: /\btfn\b|tax.?file/i,
    check: (text) => weighted(digitsOf(text), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  },
  {
    country: 'AU',
    name: 'Australian Medicare number',
    form: /(?<![\d-])[2-6]\d{3}[ -]?\d{5}[ -]?\d(?:[ -/]?\d)?(?![\d-])/g,
    words: /medicare/i,
    check: (text) => weighted(digitsOf(text), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digitsOf(text)[8]),
  },
  {
    country: 'TR',
    name: 'Turkish identity number',
    form: /(?<!\d)[1-9]\d{10}(?!\d)/g,
    words: /\btc.?k(?:imlik|n)\b|kimlik|t\.c\./i,
    check(digits) {
      const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
      const first = (((odd * 7 - even) % 10) + 10) % 10;
      return first === Number(digits[9]) && (odd + even + first) % 10 === Number(digits[10]);
    },
  },
  {
    country: 'IL',
    name: 'Israeli identity number',
    form: /(?<![\d-])\d{8}-?\d(?![\d-])/g,
    words: /teudat|תעודת|ת\.ז|identity.?(?:no|num)/i,
    check: (text) => luhn(digitsOf(text)),
  },
];
