import { phoneFinder } from '../../src/analyze/personal/contacts.ts';
import { personalFinder } from '../../src/analyze/personal/find.ts';
import type { PersonalKind } from '../../src/analyze/personal/spot.ts';
import { luhn } from '../../src/lib/check-digit.ts';
import { isIban } from '../../src/lib/identity-numbers.ts';
import { PERSONAL_NUMBERS } from '../../src/lib/national-numbers.ts';
import { seeded } from './published/regex-sample.ts';

/**
 * Scores the look for personal data on made-up texts whose truth is known: `npx tsx bench/accuracy/personal.ts [TEXTS] [--list]`.
 * A text is a CSV file, JSON, SQL, a log or prose with values of people between numbers that are none: versions, ids, times,
 * digests, amounts, measures. Values are drawn anew in every run of the same seed; none is anybody's but by chance.
 */
const random = seeded(20260729);
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
const digits = (n: number) => Array.from({ length: n }, () => random(10)).join('');
const hex = (n: number) => Array.from({ length: n }, () => '0123456789abcdef'[random(16)]).join('');

interface Value {
  readonly kind: PersonalKind;
  readonly text: string;
  /** The field that holds it. */
  readonly field: string;
}

const FIRST = ['maria', 'jonas', 'aiko', 'piotr', 'lena', 'omar', 'chidi', 'sofia', 'hugo', 'ines', 'tariq', 'mei'];
const LAST = ['keller', 'novak', 'tanaka', 'okafor', 'silva', 'lindqvist', 'moreau', 'haddad', 'byrne', 'castillo'];
const HOSTS = ['gmx.net', 'gmail.com', 'telia.se', 'uni-bonn.de', 'proton.me', 'web.de', 'orange.fr', 'outlook.com'];

/** `#` is a digit, everything else stands for itself; drawn until the check holds. */
function drawn(mask: string, holds: (text: string) => boolean): string {
  for (;;) {
    const text = mask.replace(/#/g, () => String(random(10)));
    if (holds(text)) return text;
  }
}

/** A form of each number, and what a field for it is called; the day and month in a number are drawn too. */
const NATIONAL: readonly (readonly [country: string, name: RegExp, mask: string, field: string])[] = [
  ['FR', /social/, '2 ## 08 ## ### ### ##', 'numero_secu'],
  ['ES', /DNI/, '########R', 'dni'],
  ['PL', /PESEL/, '##0#1######', 'pesel'],
  ['SE', /personal/, '##0#1#-####', 'personnummer'],
  ['FI', /identity/, '1#0###-###T', 'hetu'],
  ['DE', /tax/, '###########', 'steuer_id'],
  ['GB', /NHS/, '### ### ####', 'nhs_number'],
  ['NL', /citizen/, '#########', 'bsn'],
  ['BE', /national/, '##.0#.1#-###.##', 'rijksregisternummer'],
  ['PT', /tax/, '2########', 'nif'],
  ['NO', /birth/, '1#0########', 'fodselsnummer'],
  ['DK', /CPR/, '1#0###-####', 'cpr'],
  ['CH', /social/, '756.####.####.##', 'ahv'],
  ['AT', /insurance/, '#### 1#0###', 'svnr'],
  ['CZ', /birth/, '##0#1#/####', 'rodné číslo'],
  ['RO', /code/, '1##0#1#######', 'cnp'],
  ['HR', /OIB/, '###########', 'oib'],
  ['US', /social/, '5##-2#-8###', 'ssn'],
  ['BR', /CPF/, '###.###.###-##', 'cpf'],
  ['CA', /insurance/, '### ### ###', 'social insurance number'],
  ['IN', /Aadhaar/, '#### #### ####', 'aadhaar'],
  ['CN', /identity/, '11####19##0#1####X', 'resident_identity'],
  ['ZA', /identity/, '##0#1#####0##', 'id_number'],
  ['AU', /tax/, '### ### ###', 'tfn'],
  ['TR', /identity/, '###########', 'tc_kimlik'],
  ['AR', /CUIL/, '20-########-#', 'cuil'],
];

const MAKERS: readonly (() => Value)[] = [
  () => ({
    kind: 'email',
    field: 'email',
    text: `${pick(FIRST)}${pick(['.', '_', ''])}${pick(LAST)}${pick(['', digits(2)])}@${pick(HOSTS)}`,
  }),
  () => ({
    kind: 'phone',
    field: 'phone',
    text: pick([
      () => `+49 ${pick(['30', '89', '221'])} ${2 + random(7)}${digits(6)}`,
      () => `+33 1 4${random(10)} ${digits(2)} ${digits(2)} ${digits(2)}`,
      () => `+44 20 7${digits(3)} ${digits(4)}`,
      () => `+1 (212) ${2 + random(3)}${digits(2)}-${digits(4)}`,
      () => `+46 8 5${digits(2)} ${digits(3)} ${digits(2)}`,
      () => `(415) ${6 + random(3)}${digits(2)}-${digits(4)}`,
    ])(),
  }),
  () => ({
    kind: 'card',
    field: 'card_number',
    text: drawn(pick(['4###############', '4### #### #### ####', '52##-####-####-####', '37#############']), (text) =>
      luhn(text.replace(/\D/g, '')),
    ),
  }),
  () => ({
    kind: 'iban',
    field: 'iban',
    text: drawn(pick(['DE####################', 'NL## ABNA #### #### ##', 'AT## #### #### #### ####']), isIban),
  }),
  () => {
    const [country, name, mask, field] = pick(NATIONAL);
    const number = PERSONAL_NUMBERS.find((one) => one.country === country && name.test(one.name))!;
    const holds = (text: string) => text.match(number.form)?.[0] === text && number.check(text);
    return { kind: 'national-number', field, text: drawn(mask, holds) };
  },
  () => ({
    kind: 'ip',
    field: 'client_ip',
    text: `${pick([81, 87, 93, 145, 201])}.${20 + random(200)}.${20 + random(200)}.${20 + random(200)}`,
  }),
  () => ({
    kind: 'mac',
    field: 'device',
    text: Array.from({ length: 6 }, (_, i) => (i === 0 ? pick(['3c', '9c', 'f4', 'b8']) : hex(2))).join(':'),
  }),
];

/** What is in files beside people, under the names that it has there. */
const OTHERS: readonly (() => readonly [field: string, text: string])[] = [
  () => ['version', `${random(20)}.${random(40)}.${random(300)}.${random(4)}`],
  () => ['order_id', `${1 + random(9)}${digits(15)}`],
  () => ['timestamp', `17${digits(11)}`],
  () => ['created', `2024-0${1 + random(9)}-1${random(10)}T0${random(10)}:${10 + random(50)}:${10 + random(50)}Z`],
  () => ['sha', hex(40)],
  () => ['request', `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`],
  () => ['amount', `${digits(4)}.${digits(2)}`],
  () => ['build', digits(11)],
  () => ['sku', `${pick(['AB', 'DE', 'XK'])}${digits(8)}`],
  () => ['size', digits(9)],
  () => ['range', `${digits(3)}-${digits(3)}`],
  () => ['handle', `@${pick(FIRST)}_${pick(LAST)}`],
  () => ['import', `${pick(FIRST)}@${random(20)}.${random(9)}.${random(9)}`],
  () => ['time', `1${random(10)}:${10 + random(50)}:${10 + random(50)}`],
];

interface Made {
  readonly text: string;
  readonly truth: readonly { readonly kind: PersonalKind; readonly start: number; readonly end: number }[];
}

function made(): Made {
  let text = '';
  const truth: { kind: PersonalKind; start: number; end: number }[] = [];
  const put = (value: Value) => {
    truth.push({ kind: value.kind, start: text.length, end: text.length + value.text.length });
    text += value.text;
  };
  const form = random(4);
  for (let i = 0; i < 6; i++) {
    const isPerson = random(2) === 0;
    const value = pick(MAKERS)();
    const [field, other] = pick(OTHERS)();
    const name = isPerson ? value.field : field;
    if (form === 0) text += `  "${name}": "`;
    else if (form === 1) text += `${name}=`;
    else if (form === 2) text += `update t set \`${name}\` = '`;
    else text += `The ${name.replaceAll('_', ' ')} is `;
    if (isPerson) put(value);
    else text += other;
    text +=
      form === 0
        ? '",\n'
        : form === 1
          ? '\n'
          : form === 2
            ? `' where n = ${random(9)};\n`
            : `, as ${pick(FIRST)} said.\n`;
    // Fields of another record stand apart: a word beside one number must not speak for the next.
    text += `${'.'.repeat(60)} ${'-'.repeat(60)} ${'.'.repeat(60)} ${'-'.repeat(60)}\n`;
  }
  return { text, truth };
}

const [count = '2000', ...options] = process.argv.slice(2);
const find = personalFinder({ phones: await phoneFinder('US') });
const light = personalFinder();
for (const [title, finder] of [
  ['light', light],
  ['with numbering plans', find],
] as const) {
  const table = new Map<PersonalKind, [found: number, all: number, said: number]>();
  const cell = (kind: PersonalKind) => table.get(kind) ?? [0, 0, 0];
  for (let i = 0; i < Number(count); i++) {
    const { text, truth } = made();
    const spots = finder(text);
    const right = (one: { kind: PersonalKind; start: number; end: number }) =>
      spots.some((spot) => spot.kind === one.kind && spot.start < one.end && one.start < spot.end);
    for (const one of truth) {
      const [found, all, said] = cell(one.kind);
      table.set(one.kind, [found + Number(right(one)), all + 1, said]);
      if (!right(one) && options.includes('--list'))
        console.log('missed', one.kind, JSON.stringify(text.slice(one.start - 30, one.end + 10)));
    }
    for (const spot of spots) {
      if (truth.some((one) => one.kind === spot.kind && spot.start < one.end && one.start < spot.end)) continue;
      const [found, all, said] = cell(spot.kind);
      table.set(spot.kind, [found, all, said + 1]);
      if (options.includes('--list'))
        console.log('alarm', spot.kind, spot.label, JSON.stringify(text.slice(spot.start - 30, spot.end + 10)));
    }
  }
  console.log(`${title}:`);
  for (const [kind, [found, all, wrong]] of [...table].sort()) {
    console.log(
      `  ${kind.padEnd(16)} recall ${(found / all).toFixed(3)}  precision ${(found / (found + wrong)).toFixed(3)}  of ${all}`,
    );
  }
}
