import { luhn, mod97 } from './check-digit.ts';

/** ISO country code to the length of its IBAN; a code that is not here has none. */
const IBAN_LENGTH: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 ' +
    'GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 ' +
    'MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 ' +
    'TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** True for an IBAN (blanks allowed) with its country's length and right check digits. */
export function isIban(text: string): boolean {
  const iban = text.replace(/\s/g, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) || IBAN_LENGTH.get(iban.slice(0, 2)) !== iban.length) return false;
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** True for a payment card number (blanks and dashes allowed) of a known network, with its check digit. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  const network =
    /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/;
  return network.test(digits) && luhn(digits);
}

/** The numbers that networks and payment services print for tests; everybody has them. */
export function isTestCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  return /^(\d{1,4})\1+\d{0,3}$/.test(digits) || TEST_CARDS.has(digits) || /(\d)\1{6}/.test(digits);
}

const TEST_CARDS: ReadonlySet<string> = new Set(
  (
    '4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005 ' +
    '371449635398431 6011111111111117 6011000990139424 3056930009020004 36227206271667 3566002020360505 4012888888881881 ' +
    '4111111111111111 4222222222222 30569309025904 38520000023237 3530111333300000 4917610000000000 4444333322221111 4005519200000004'
  ).split(' '),
);

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Weighted sum of digits, weight by place. */
function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

/** National identity numbers that carry check digits, with what a person calls them; `check` takes what the form matches. */
export const NATIONAL_NUMBERS: readonly {
  readonly name: string;
  readonly form: RegExp;
  readonly check: (digits: string) => boolean;
}[] = [
  {
    name: 'Brazilian CPF',
    form: /(?<![\d.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\d.-])/g,
    check(text) {
      const digits = digitsOf(text);
      if (/^(\d)\1+$/.test(digits)) return false;
      const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
      return first === Number(digits[9]) && second === Number(digits[10]);
    },
  },
  {
    name: 'French social security number',
    form: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    check(text) {
      const digits = digitsOf(text);
      return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
    },
  },
  {
    name: 'Spanish DNI',
    form: /(?<![\w-])\d{8}-?[A-HJ-NP-TV-Z](?![\w-])/g,
    check: (text) => 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(text.slice(0, 8)) % 23] === text.at(-1),
  },
  {
    name: 'Polish PESEL',
    form: /(?<!\d)\d{11}(?!\d)/g,
    check(digits) {
      const month = Number(digits.slice(2, 4)) % 20;
      const day = Number(digits.slice(4, 6));
      if (month < 1 || month > 12 || day < 1 || day > 31) return false;
      return (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
    },
  },
  {
    name: 'Swedish personal number',
    form: /(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?!\d)/g,
    check: (text) => luhn(digitsOf(text).slice(-10)),
  },
  {
    name: 'Finnish personal identity code',
    form: /(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/g,
    check: (text) =>
      '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(-1),
  },
  {
    name: 'Italian tax code',
    form: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g,
    check(text) {
      const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
      let sum = 0;
      for (let i = 0; i < 15; i++) {
        const code = text.charCodeAt(i);
        const value = code >= 65 ? code - 65 : code - 48;
        sum += i % 2 === 0 ? odd[value]! : value;
      }
      return String.fromCharCode(65 + (sum % 26)) === text[15];
    },
  },
  {
    name: 'US social security number',
    form: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
    check(text) {
      const digits = digitsOf(text);
      return !['078051120', '219099999', '123456789', '457555462'].includes(digits) && !/^(\d)\1+$/.test(digits);
    },
  },
];
