import { expect, test } from 'vitest';
import { isCardNumber, isIban, isTestCardNumber, NATIONAL_NUMBERS } from './identity-numbers.ts';

const check = (name: string, text: string) => {
  const kind = NATIONAL_NUMBERS.find((one) => one.name === name)!;
  const match = [...text.matchAll(kind.form)][0];
  return match !== undefined && kind.check(match[0]);
};

test('an IBAN needs its country, its length and its check digits', () => {
  expect(isIban('GB82 WEST 1234 5698 7654 32')).toBe(true);
  expect(isIban('DE89370400440532013000')).toBe(true);
  expect(isIban('DE89370400440532013001')).toBe(false);
  expect(isIban('DE8937040044053201300')).toBe(false);
  expect(isIban('XX89370400440532013000')).toBe(false);
});

test('a card number needs a network and a check digit; published test numbers are known', () => {
  expect(isCardNumber('4539 5787 6362 1486')).toBe(true);
  expect(isCardNumber('4539578763621487')).toBe(false);
  expect(isCardNumber('1234567812345670')).toBe(false);
  expect(isTestCardNumber('4242-4242-4242-4242')).toBe(true);
  expect(isTestCardNumber('4539578763621486')).toBe(false);
});

test('national numbers are told by their check digits', () => {
  expect(check('Brazilian CPF', '529.982.247-25')).toBe(true);
  expect(check('Brazilian CPF', '529.982.247-26')).toBe(false);
  expect(check('French social security number', '2 55 08 14 168 025 38')).toBe(true);
  expect(check('Spanish DNI', '12345678Z')).toBe(true);
  expect(check('Spanish DNI', '12345678A')).toBe(false);
  expect(check('Polish PESEL', '44051401359')).toBe(true);
  expect(check('Polish PESEL', '44051401358')).toBe(false);
  expect(check('Swedish personal number', '811218-9876')).toBe(true);
  expect(check('Swedish personal number', '811218-9875')).toBe(false);
  expect(check('Italian tax code', 'RSSMRA85T10A562S')).toBe(true);
  expect(check('Italian tax code', 'RSSMRA85T10A562T')).toBe(false);
  expect(check('US social security number', '536-22-8712')).toBe(true);
  expect(check('US social security number', '666-22-8712')).toBe(false);
});

test('a Finnish code is checked by its letter', () => {
  expect(check('Finnish personal identity code', '131052-308T')).toBe(true);
  expect(check('Finnish personal identity code', '131052-308U')).toBe(false);
});
