import { luhn, mod97 } from './check-digit.ts';
import { PERSONAL_NUMBERS } from './national-numbers.ts';

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

/** Those whose form and check hardly ever meet by chance, and three that callers tell by a word beside them. */
export const NATIONAL_NUMBERS = PERSONAL_NUMBERS.filter(
  ({ name, distinctive }) =>
    distinctive === true || /^(?:Spanish DNI|Polish PESEL|US social|French social|Swedish personal)/.test(name),
);
