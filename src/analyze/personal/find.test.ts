import { expect, test } from 'vitest';
import { phoneFinder } from './contacts.ts';
import { personalFinder } from './find.ts';

const find = personalFinder();
const kinds = (text: string, finder = find) => finder(text).map(({ kind }) => kind);
const card = ['4539', '5787', '6362', '1486'];

test.each([
  [`pay with ${card.join(' ')} today`, ['card']],
  [`card_number=${card.join('')}`, ['card']],
  ['IBAN NL91 ABNA 0417 1643 00 EUR', ['iban']],
  ['ann.lee@gmx.net and bo@example.com', ['email']],
  ['call +49 30 9018 2201 or +1 555 0100', ['phone']],
  ['phone: (212) 736-5000', ['phone']],
  ['from 87.123.44.19 and fe80::1 and 10.0.0.1', ['ip']],
  ['eth0 3c:52:82:1a:9f:04', ['mac']],
  ['her PESEL is 44051401359', ['national-number']],
])('%s', (text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test.each([
  'version 12.24.146.3, v1.2.3.4, release: 4.7.254.3',
  'id: 4539578763621486; created 1700000000000',
  'sha e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'uuid 6a1c0102-38de-4f1b-9a60-53d1b44a2c1f at 2024-01-02T03:04:05Z',
  'the number 44051401359 and 111222333 and 860957 42719',
  'import { a } from "pkg@1.2.3"; @decorator name@2x.png',
  '12:34:56 and 00:00:00:00:00:00 and ff:ff:ff:ff:ff:ff and a::b',
  '4242 4242 4242 4242 and GB82 WEST 1234 5698 7654 32',
  '+1.5e10 +100 +2024-01-01 a+49301234567890b',
])('%s is nobody', (text) => {
  expect(find(text)).toEqual([]);
});

test('numbers in one piece among many that are wrong are identifiers', () => {
  const wrong = Array.from({ length: 9 }, (_, i) => `453957876362148${i === 6 ? 5 : i}`);
  expect(kinds([...wrong, card.join('')].join('\n'))).toEqual([]);
  expect(kinds(`number,card\n${[...wrong, card.join('')].map((one) => `1,${one}`).join('\n')}`)).toEqual(['card']);
});

test('names and street addresses are looked for only where somebody asks', () => {
  const text = 'Ada Byron lives at 12 Baker Street, Hauptstraße 5 and 7 rue de la Paix.';
  expect(find(text)).toEqual([]);
  expect(kinds(text, personalFinder({ names: ['ada  byron', ''], addresses: true }))).toEqual([
    'name',
    'address',
    'address',
    'address',
  ]);
});

test('with the numbering plans a national number needs a word beside it', async () => {
  const phones = await phoneFinder('de');
  expect(kinds('Telefon: 030 901820', personalFinder({ phones }))).toEqual(['phone']);
  expect(kinds('build 030 901820', personalFinder({ phones }))).toEqual([]);
  expect(kinds('+33 1 42 76 40 40', personalFinder({ phones: await phoneFinder('nowhere') }))).toEqual(['phone']);
});

test('spots are in order and do not overlap, in any garbage', () => {
  const text = `${'+1 '.repeat(3000)}${'4539 '.repeat(3000)}${'a@b.cc '.repeat(3000)}${'1.1.1.'.repeat(3000)}`;
  let end = 0;
  for (const spot of find(text)) {
    expect(spot.start).toBeGreaterThanOrEqual(end);
    end = spot.end;
  }
});
