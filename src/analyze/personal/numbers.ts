import { isCardNumber, isIban, isTestCardNumber } from '../../lib/identity-numbers.ts';
import { isShownNumber, PERSONAL_NUMBERS } from '../../lib/national-numbers.ts';
import { Apart, type PersonalSpot, saysNear } from './spot.ts';

const GROUPED_CARD = /(?<![\w.+/-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w+/=-]|\.\d)/g;
const BARE_CARD = /(?<![\w.+/-])\d{13,19}(?![\w+/=-]|\.\d)/g;
const CARD_WORD =
  /\b(?:(?:credit|debit|bank|payment|kredit|bank)?[_ .-]?(?:card|karte|carte|tarjeta|carta)s?(?:[_ .-]?(?:no|num|number|nr))?|cc(?:[_ .-]?num(?:ber)?)?|pan|visa|master.?card|amex|maestro|payment)\b|cardN|creditCard/i;
/** What stands before a number that names a thing and no card. */
const ID_WORD =
  /(?:\bid|Id|ID|_id|key|hash|seed|time|stamp|nonce|serial|offset|size|count|uuid|sha|crc|build|version)["']?\s{0,3}[:=(>]?\s{0,3}["']?$/;

/**
 * Payment cards: a network, a right check digit, not one of the published test numbers. Digits in one piece also need a
 * word beside them, or that (nearly) all such numbers of the text are right: one in ten is so by chance.
 */
export function findCards(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  const add = (start: number, end: number) => spots.push({ kind: 'card', start, end, label: 'payment card number' });
  for (const { 0: number, index } of text.matchAll(GROUPED_CARD)) {
    if (isCardNumber(number) && !isTestCardNumber(number)) add(index, index + number.length);
  }
  const bare = [...text.matchAll(BARE_CARD)];
  const right = bare.filter(({ 0: number }) => isCardNumber(number));
  const nearlyAll = right.length * 3 >= bare.length * 2;
  for (const { 0: number, index } of right) {
    if (isTestCardNumber(number)) continue;
    const end = index + number.length;
    const named = saysNear(text, index, end, CARD_WORD);
    const plausible = nearlyAll && number.length <= 16 && !ID_WORD.test(text.slice(Math.max(0, index - 24), index));
    if (named || plausible) add(index, end);
  }
  return spots;
}

const IBAN =
  /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9])/g;
/** Account numbers that banks and standards print as examples: zeros, counting digits, the published ones. */
const EXAMPLE_IBAN = /0{7}|12345678|370400440532013000|WEST12345698765432|(\d)\1{6}/;

/** International bank account numbers with their country's length and right check digits. */
export function findIbans(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  for (const { 0: found, index } of text.matchAll(IBAN)) {
    // A word in capitals may follow a number that is written in groups.
    const groups = found.split(' ');
    for (let n = groups.length; n >= 1; n--) {
      const number = groups.slice(0, n).join(' ');
      if (!isIban(number)) continue;
      if (!EXAMPLE_IBAN.test(number.replaceAll(' ', '')))
        spots.push({ kind: 'iban', start: index, end: index + number.length, label: 'bank account number' });
      break;
    }
  }
  return spots;
}

/** National identity, tax and insurance numbers with right check digits; plain ones only beside a word that says what they are. */
export function findNationalNumbers(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  let apart: Apart | undefined;
  for (const { name, form, check, words, distinctive } of PERSONAL_NUMBERS) {
    if (distinctive !== true && !words.test(text)) continue;
    for (const { 0: number, index } of text.matchAll(form)) {
      const end = index + number.length;
      if (isShownNumber(number) || !check(number)) continue;
      if (distinctive !== true && !saysNear(text, index, end, words)) continue;
      apart ??= new Apart(text);
      if (!apart.take(index, end)) continue;
      spots.push({ kind: 'national-number', start: index, end, label: name });
    }
  }
  return spots;
}
