import { isCardNumber, isIban, isTestCardNumber, NATIONAL_NUMBERS } from '../../lib/identity-numbers.ts';
import type { Match, Sort } from '../sort.ts';

/** Finds one sort of personal data in a text. */
export type PersonalDetector = (text: string, found: (match: Match) => void) => void;

const CARD =
  /(?<![\w.+/=-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\w+/=-]|\.\d)|(?<![\w.+/=-])3\d{3}([ -]?)\d{6}\2\d{4,5}(?![\w+/=-]|\.\d)/g;
const IBAN =
  /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9])/g;
/** Numbers that banks and standards print as examples. */
const EXAMPLE_IBAN = /0{7}|12345678|370400440532013000|WEST12345698765432|(\d)\1{6}/;
/** Numbers whose check is weak or missing count only beside a word that says what they are. */
const NEEDS_WORD: ReadonlySet<string> = new Set(['Polish PESEL', 'US social security number', 'Spanish DNI']);
const SAYS =
  /(?:^|[^a-z])(?:cpf|ssn|social.?sec|nir|s[ée]curit[ée]|dni|nif|nie|pesel|personnummer|hetu|henkil|codice|national|identi|tax|passport|steuer|citizen|born|patient)/i;

function card(text: string, found: (match: Match) => void): void {
  for (const match of text.matchAll(CARD)) {
    if (isCardNumber(match[0]) && !isTestCardNumber(match[0])) found(spot(match, 'card'));
  }
}

function iban(text: string, found: (match: Match) => void): void {
  for (const match of text.matchAll(IBAN)) {
    const number = match[0].replace(/ /g, '');
    if (isIban(number) && !EXAMPLE_IBAN.test(number)) found(spot(match, 'iban'));
  }
}

function nationalNumber(text: string, found: (match: Match) => void): void {
  for (const { name, form, check } of NATIONAL_NUMBERS) {
    for (const match of text.matchAll(form)) {
      if (!check(match[0])) continue;
      const around = text.slice(Math.max(0, match.index - 200), match.index + 100);
      if (!NEEDS_WORD.has(name) || SAYS.test(around)) found(spot(match, 'national-number'));
    }
  }
}

const DOMAIN = /@(?:[A-Za-z0-9-]{1,60}\.){1,4}[A-Za-z]{2,18}(?![\w-])/y;
/** Addresses of nobody: reserved and example domains, machines and roles. */
const NOBODY =
  /@(?:.*\.)?(?:example|test|invalid|localhost|local)(?:\.(?:com|org|net))?$|users\.noreply\.|^(?:no-?reply|git)@|\.(?:png|jpe?g|gif|svg|js|css|webp)$/i;

function email(text: string, found: (match: Match) => void): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at;
    if (!DOMAIN.test(text)) continue;
    let start = at;
    while (start > 0 && at - start < 64 && /[\w.+%-]/.test(text[start - 1]!)) start--;
    const address = text.slice(start, DOMAIN.lastIndex);
    if (!/^[A-Za-z0-9][\w.+%-]*@/.test(address) || NOBODY.test(address)) continue;
    found({ start, end: DOMAIN.lastIndex, sort: 'email', by: 'email' });
  }
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IP = new RegExp(
  `(?<![\\w.])${OCTET}(?:\\.${OCTET}){3}(?![\\w.])|(?<![\\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\\w:])|(?<![\\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\\w:])`,
  'gi',
);
/** This machine, networks at home, documentation, masks: they name nobody. */
const NO_IP =
  /^(?:0|10|127|255)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^192\.0\.2\.|^198\.51\.100\.|^203\.0\.113\.|^(?:fe80|fc|fd|2001:db8|::1)/i;

function ip(text: string, found: (match: Match) => void): void {
  for (const match of text.matchAll(IP)) if (!NO_IP.test(match[0])) found(spot(match, 'ip'));
}

const MAC = /(?<![\w:-])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\w:-])/gi;

function mac(text: string, found: (match: Match) => void): void {
  for (const match of text.matchAll(MAC))
    if (!/^(?:00[:-]){5}|^(?:ff[:-]){5}/i.test(match[0])) found(spot(match, 'mac'));
}

function spot(match: RegExpMatchArray, sort: Sort): Match {
  return { start: match.index!, end: match.index! + match[0].length, sort, by: sort };
}

/** By sort; the telephone detector is made by `phones`, since it brings a large table along. */
export const PERSONAL: Readonly<Partial<Record<Sort, PersonalDetector>>> = {
  card,
  iban,
  'national-number': nationalNumber,
  email,
  ip,
  mac,
};

/** Telephone numbers in international form, judged by the numbering plans that the library knows. */
export async function phones(): Promise<PersonalDetector> {
  const { findPhoneNumbersInText } = await import('libphonenumber-js');
  return (text, found) => {
    for (const { startsAt, endsAt, number } of findPhoneNumbersInText(text)) {
      if (/^\+1\d{3}555\d{4}$/.test(number.number)) continue;
      found({ start: startsAt, end: endsAt, sort: 'phone', by: 'phone' });
    }
  };
}

/** Names on a list, as whole words in any case. */
export function names(list: readonly string[]): PersonalDetector {
  const words = [...new Set(list.filter((name) => name.trim() !== ''))].sort((a, b) => b.length - a.length);
  if (words.length === 0) return () => undefined;
  const escaped = words.map((name) =>
    name
      .trim()
      .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text, found) => {
    for (const match of text.matchAll(any)) found(spot(match, 'name'));
  };
}
