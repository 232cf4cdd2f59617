import { expect, test } from 'vitest';
import { PERSONAL_NUMBERS } from './national-numbers.ts';

/** Numbers that standards, offices and encyclopaedias print as examples. */
const PUBLISHED: readonly (readonly [country: string, name: RegExp, number: string])[] = [
  ['FR', /social/, '2 55 08 14 168 025 38'],
  ['ES', /DNI/, '12345678Z'],
  ['ES', /DNI/, 'X1234567L'],
  ['PL', /PESEL/, '44051401359'],
  ['SE', /personal/, '811218-9876'],
  ['FI', /identity/, '131052-308T'],
  ['IT', /tax/, 'RSSMRA85T10A562S'],
  ['DE', /tax/, '86095742719'],
  ['GB', /NHS/, '943 476 5919'],
  ['NL', /citizen/, '111222333'],
  ['BE', /national/, '85.07.30-033.28'],
  ['PT', /tax/, '123456789'],
  ['NO', /birth/, '15108695088'],
  ['DK', /CPR/, '211062-5629'],
  ['IS', /kennitala/, '120174-3399'],
  ['CH', /social/, '756.9217.0769.85'],
  ['AT', /insurance/, '1237 010180'],
  ['CZ', /birth/, '710319/2745'],
  ['EE', /code/, '36805280109'],
  ['EE', /code/, '38703181745'],
  ['LV', /code/, '161175-19997'],
  ['RO', /code/, '1630615123457'],
  ['BG', /EGN/, '7523169263'],
  ['HR', /OIB/, '33392005961'],
  ['RS', /JMBG/, '0101006500006'],
  ['GR', /AMKA/, '01013099997'],
  ['HU', /TAJ/, '111 111 110'],
  ['IE', /PPS/, '6433435F'],
  ['UA', /tax/, '1759013776'],
  ['RU', /SNILS/, '112-233-445 95'],
  ['RU', /taxpayer/, '500100732259'],
  ['US', /social/, '536-22-8712'],
  ['BR', /CPF/, '529.982.247-25'],
  ['CA', /insurance/, '046 454 286'],
  ['MX', /CURP/, 'BOXW310820HNERXN09'],
  ['CL', /RUT/, '12.531.909-2'],
  ['AR', /CUIL/, '20-05536168-2'],
  ['EC', /card/, '171430710-3'],
  ['IN', /Aadhaar/, '2341 2341 2346'],
  ['CN', /identity/, '11010519491231002X'],
  ['KR', /resident/, '971013-9019902'],
  ['TW', /identity/, 'A123456789'],
  ['HK', /card/, 'A123456(3)'],
  ['SG', /NRIC/, 'S1234567D'],
  ['TH', /identity/, '1-2345-67890-12-1'],
  ['JP', /individual/, '123456789018'],
  ['ZA', /identity/, '8001015009087'],
  ['AU', /tax/, '123 456 782'],
  ['AU', /Medicare/, '2123 45670 1'],
  ['TR', /identity/, '10000000146'],
  ['IL', /identity/, '039337423'],
];

function numberOf(country: string, name: RegExp) {
  return PERSONAL_NUMBERS.find((one) => one.country === country && name.test(one.name))!;
}

test.each(PUBLISHED)('%s %s: %s is right', (country, name, number) => {
  const { form, check } = numberOf(country, name);
  const [match] = [...` ${number} `.matchAll(form)];
  expect(match?.[0]).toBe(number);
  expect(check(number)).toBe(true);
});

test.each(PUBLISHED)('%s %s: nearly all neighbours of %s are wrong', (country, name, number) => {
  const { form, check } = numberOf(country, name);
  let right = 0;
  let tried = 0;
  for (const [at, char] of [...number].entries()) {
    if (!/\d/.test(char)) continue;
    for (let digit = 0; digit < 10; digit++) {
      if (digit === Number(char)) continue;
      const other = number.slice(0, at) + digit + number.slice(at + 1);
      tried++;
      if (other.match(form)?.[0] === other && check(other)) right++;
    }
  }
  // The number of social security in the US has no check digit: its form is all that there is.
  expect(right / tried).toBeLessThan(country === 'US' ? 1 : 0.2);
});
