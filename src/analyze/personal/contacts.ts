import { headerOf, type PersonalSpot } from './spot.ts';

const DOMAIN = /@(?:[A-Za-z0-9-]{1,60}\.){1,4}[A-Za-z]{2,18}(?![\w-])/y;
/** Addresses of nobody: reserved and example domains, machines, lists, roles, file names. */
const NOBODY =
  /@(?:.*\.)?(?:example|test|invalid|localhost|local|acme|foo|bar|domain|email|company|your[\w-]*|sample|mail)\.|@(?:example|test|localhost)\b|users\.noreply\.|@(?:[\w-]+\.)*(?:github|gitlab)\.com$|^(?:no-?reply|info|support|admin|root|git|hello|contact|team|security|help|sales|user|test|foo|bar|name|you|me|dev|webmaster|postmaster|abuse|legal|privacy|jobs|press|office|mail|email|bot|ci)(?:[._+\d-].*)?@|\.(?:png|jpe?g|gif|svg|js|css|webp)$/i;

/** E-mail addresses that may be a person's; found from the one character that all of them have. */
export function findEmails(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at;
    if (!DOMAIN.test(text)) continue;
    const end = DOMAIN.lastIndex;
    let start = at;
    while (start > 0 && at - start < 60 && /[\w.+'-]/.test(text[start - 1]!)) start--;
    while (start < at && !/[A-Za-z0-9]/.test(text[start]!)) start++;
    const address = text.slice(start, end).toLowerCase();
    if (!/^[a-z0-9][\w.+'-]*@/.test(address) || NOBODY.test(address)) continue;
    spots.push({ kind: 'email', start, end, label: 'e-mail address' });
  }
  return spots;
}

/** Calling codes with the fewest and most digits that follow; what is not here has 7 to 12. */
const PLANS: ReadonlyMap<string, readonly [number, number]> = new Map(
  (
    '1:10-10 7:10-10 20:8-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:8-11 40:9-9 41:9-9 43:7-13 44:9-10 45:8-8 46:7-9 ' +
    '47:8-8 48:9-9 49:7-12 51:8-9 52:10-10 54:10-11 55:10-11 56:9-9 57:8-10 58:10-10 60:8-10 61:9-9 62:8-12 63:8-10 64:8-10 65:8-8 ' +
    '66:8-9 81:9-10 82:8-11 84:9-10 86:10-11 90:10-10 91:10-10 92:9-10 94:9-9 98:10-10 212:9-9 213:8-9 216:8-8 234:8-10 254:9-9 ' +
    '351:9-9 352:5-9 353:7-9 354:7-7 355:8-9 356:8-8 357:8-8 358:6-11 359:8-9 370:8-8 371:8-8 372:7-8 373:8-8 374:8-8 375:9-9 380:9-9 ' +
    '381:8-9 382:8-8 385:8-9 386:8-8 387:8-8 389:8-8 420:9-9 421:9-9 852:8-8 853:8-8 886:8-9 961:7-8 962:8-9 965:8-8 966:9-9 971:8-9 972:8-9'
  )
    .split(' ')
    .map((entry) => {
      const [code, few, many] = entry.split(/[:-]/) as [string, string, string];
      return [code, [Number(few), Number(many)]];
    }),
);
const INTERNATIONAL = /\+[1-9]\d{0,2}(?:[ .-]?\(0?\d{0,4}\))?(?:[ .\u00a0/-]?\d{1,5}){2,6}(?![\w.]\d|\d)/y;
const AMERICAN = /(?<![\w.+/-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)/g;
const PHONE_WORD = /(?:phone|tele?(?:fon|phone)?\b|mobile?|mobil|cell|handy|fax|call|contact|t[ée]l\b|tel[ée]f)/i;
/** Numbers set aside for films and manuals, counting digits, one digit over and over. */
const FAKE_PHONE =
  /^\+?1?\d{3}555\d{4}$|^\+?1555|1234567|2345678|0{6}|(\d)\1{5}|^\+4420794609|^\+447700900|^\+4930(?:23125|55555)/;

/**
 * Telephone numbers in international form with the right length for their country, and North American ones beside a word that
 * says so. A light look for files by the thousand; `phoneFinder` knows every numbering plan.
 */
export function findPhones(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  const add = (start: number, value: string) => {
    if (!FAKE_PHONE.test(value.replace(/[^\d+]/g, '')))
      spots.push({ kind: 'phone', start, end: start + value.length, label: 'telephone number' });
  };
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
    INTERNATIONAL.lastIndex = at;
    if (/[\w+.)\]]/.test(text[at - 1] ?? ' ') || !INTERNATIONAL.test(text)) continue;
    const value = text.slice(at, INTERNATIONAL.lastIndex);
    if (hasPlan(value.replace(/\(0\)/, '').replace(/\D/g, ''))) add(at, value);
  }
  if (!PHONE_WORD.test(text)) return spots;
  for (const { 0: value, index } of text.matchAll(AMERICAN)) {
    if (PHONE_WORD.test(text.slice(Math.max(0, index - 60), index))) add(index, value);
  }
  return spots;
}

function hasPlan(digits: string): boolean {
  for (const length of [1, 2, 3]) {
    const plan = PLANS.get(digits.slice(0, length));
    const rest = digits.length - length;
    if (plan !== undefined) return rest >= plan[0] && rest <= plan[1];
  }
  return digits.length >= 10 && digits.length <= 15;
}

/**
 * Telephone numbers by the numbering plans of the library that knows them all, also in national form for a country (ISO 3166-1).
 * The library is loaded once and asked only about lines that may hold a number.
 */
export async function phoneFinder(country?: string): Promise<(text: string) => PersonalSpot[]> {
  const { findPhoneNumbersInText, isSupportedCountry } = await import('libphonenumber-js');
  const region = country?.toUpperCase() ?? '';
  const options = isSupportedCountry(region) ? { defaultCountry: region, extended: true } : { extended: true };
  return (text) => {
    const spots: PersonalSpot[] = [];
    for (const { 0: line, index } of text.matchAll(/[^\n]*\d[\d ().+/-]{5,24}\d[^\n]*/g)) {
      for (const { startsAt, endsAt, number } of findPhoneNumbersInText(line.slice(0, 4000), options as never)) {
        const named =
          PHONE_WORD.test(line.slice(Math.max(0, startsAt - 60), startsAt)) || PHONE_WORD.test(headerOf(text));
        if ((line[startsAt] !== '+' && !named) || FAKE_PHONE.test(number.number)) continue;
        spots.push({ kind: 'phone', start: index + startsAt, end: index + endsAt, label: 'telephone number' });
      }
    }
    return spots;
  };
}
