import { luhn } from './check-digit.ts';
import { digitsOf, isDay, type NationalNumber, two, weighted } from './national-number.ts';

/** ISO 7064 mod 11,10 over all digits, the check digit last. */
function mod11and10(digits: string): boolean {
  let product = 10;
  for (const char of digits.slice(0, -1)) {
    const sum = (Number(char) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Estonia and Lithuania: a second row of weights where the first leaves ten. */
function baltic(digits: string): boolean {
  if (!isDay(two(digits, 5), two(digits, 3))) return false;
  let rest = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (rest === 10) rest = weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (rest === 10 ? 0 : rest) === Number(digits[10]);
}

/** The number of all states that were one federation; the region's two digits are not looked at. */
function jmbg(digits: string): boolean {
  if (!isDay(two(digits, 0), two(digits, 2))) return false;
  const rest = 11 - (weighted(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return rest < 11 && (rest === 10 ? 0 : rest) === Number(digits[12]);
}

/** Numbers of European states, and of Russia. */
export const EUROPEAN_NUMBERS: readonly NationalNumber[] = [
  {
    country: 'FR',
    name: 'French social security number',
    form: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    words: /\bnir\b|s[ée]curit[ée].?sociale|num[ée]ro.?(?:de.?)?s[ée]cu|insee|social.?sec/i,
    check(text) {
      const digits = text.replace(/ /g, '').replace('2A', '19').replace('2B', '18');
      return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
    },
  },
  {
    country: 'ES',
    name: 'Spanish DNI',
    form: /(?<![\w-])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g,
    words: /\b(?:dni|nif|nie)\b|identidad/i,
    check(text) {
      const number = text
        .replace('-', '')
        .slice(0, -1)
        .replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
      return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === text.at(-1);
    },
  },
  {
    country: 'PL',
    name: 'Polish PESEL',
    form: /(?<!\d)\d{11}(?!\d)/g,
    words: /pesel/i,
    check(digits) {
      if (!isDay(two(digits, 4), two(digits, 2) % 20)) return false;
      return (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
    },
  },
  {
    country: 'SE',
    name: 'Swedish personal number',
    form: /(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?!\d)/g,
    words: /person(?:al)?.?n(?:umme)?r|personal.?(?:identity.?)?number|samordningsnummer/i,
    check: (text) => luhn(digitsOf(text).slice(-10)),
  },
  {
    country: 'FI',
    name: 'Finnish personal identity code',
    form: /(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/g,
    words: /hetu|henkil[öo]tunnus|personal.?identity/i,
    distinctive: true,
    check: (text) =>
      '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(-1),
  },
  {
    country: 'IT',
    name: 'Italian tax code',
    form: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g,
    words: /codice.?fiscale|tax.?code/i,
    distinctive: true,
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
    country: 'DE',
    name: 'German tax identification number',
    form: /(?<![\d.])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?![\d.])/g,
    words: /steuer.?(?:id|ident|nummer)|\bidnr\b|tax.?id/i,
    check(text) {
      const digits = digitsOf(text);
      const counts = [...digits.slice(0, 10)].reduce(
        (map, d) => map.set(d, (map.get(d) ?? 0) + 1),
        new Map<string, number>(),
      );
      // One digit stands two or three times among the first ten; that is part of the form.
      return Math.max(...counts.values()) >= 2 && Math.max(...counts.values()) <= 3 && mod11and10(digits);
    },
  },
  {
    country: 'GB',
    name: 'NHS number',
    form: /(?<![\d.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.-])/g,
    words: /\bnhs\b|patient/i,
    check(text) {
      const digits = digitsOf(text);
      const rest = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return rest !== 10 && rest % 11 === Number(digits[9]) && !/^(\d)\1+$/.test(digits);
    },
  },
  {
    country: 'NL',
    name: 'Dutch citizen service number',
    form: /(?<![\d.-])\d{4}\.?\d{2}\.?\d{3}(?![\d.-])/g,
    words: /\bbsn\b|burgerservice|sofi.?n/i,
    check(text) {
      const digits = digitsOf(text);
      return weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(digits) > 0;
    },
  },
  {
    country: 'BE',
    name: 'Belgian national number',
    form: /(?<![\d.-])\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}(?![\d.-])/g,
    words: /rijksregister|registre.?national|national.?(?:register|number)|\binsz\b|\bniss\b/i,
    check(text) {
      const digits = digitsOf(text);
      const [number, rest] = [digits.slice(0, 9), Number(digits.slice(9))];
      return [number, `2${number}`].some((one) => 97 - (Number(one) % 97) === rest) && two(digits, 2) <= 52;
    },
  },
  {
    country: 'PT',
    name: 'Portuguese tax number',
    form: /(?<![\d.-])[1-35]\d{2} ?\d{3} ?\d{3}(?![\d.-])/g,
    words: /\bnif\b|contribuinte/i,
    check(text) {
      const digits = digitsOf(text);
      const rest = 11 - (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return (rest >= 10 ? 0 : rest) === Number(digits[8]);
    },
  },
  {
    country: 'NO',
    name: 'Norwegian birth number',
    form: /(?<![\d.-])\d{6} ?\d{5}(?![\d.-])/g,
    words: /f[øo]dselsn|personnummer|birth.?number|national.?id/i,
    check(text) {
      const digits = digitsOf(text);
      const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
      const second = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return (
        isDay(two(digits, 0) % 40, two(digits, 2) % 40) && first === Number(digits[9]) && second === Number(digits[10])
      );
    },
  },
  {
    country: 'DK',
    name: 'Danish CPR number',
    form: /(?<![\d-])\d{6}-?\d{4}(?![\d-])/g,
    words: /\bcpr\b|personnummer/i,
    check(text) {
      const digits = digitsOf(text);
      return isDay(two(digits, 0), two(digits, 2)) && weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
    },
  },
  {
    country: 'IS',
    name: 'Icelandic kennitala',
    form: /(?<![\d-])\d{6}-?\d{3}[890](?![\d-])/g,
    words: /kennitala|\bkt\b/i,
    check(text) {
      const digits = digitsOf(text);
      return (
        isDay(two(digits, 0) % 40, two(digits, 2)) &&
        (11 - (weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(digits[8])
      );
    },
  },
  {
    country: 'CH',
    name: 'Swiss social security number',
    form: /(?<![\d.])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\d.])/g,
    words: /\bahv\b|\bavs\b|\bssn\b|sozialversicherung/i,
    distinctive: true,
    check(text) {
      const digits = digitsOf(text);
      return (10 - (weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === Number(digits[12]);
    },
  },
  {
    country: 'AT',
    name: 'Austrian social insurance number',
    form: /(?<![\d.])[1-9]\d{3} ?\d{6}(?![\d.])/g,
    words: /sozialversicherung|\bsvnr\b|sv-?n(?:umme)?r/i,
    check(text) {
      const digits = digitsOf(text);
      const rest = weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
      return rest === Number(digits[3]) && isDay(two(digits, 4), Math.min(two(digits, 6), 12));
    },
  },
  {
    country: 'CZ',
    name: 'Czech or Slovak birth number',
    form: /(?<![\d/])\d{6}\/?\d{4}(?![\d/])/g,
    words: /rodn[ée].?[čc][íi]slo|\brč\b|birth.?number/i,
    check(text) {
      const digits = digitsOf(text);
      const month = two(digits, 2) % 50;
      return isDay(two(digits, 4), month > 20 ? month - 20 : month) && Number(digits) % 11 === 0;
    },
  },
  {
    country: 'EE',
    name: 'Estonian or Lithuanian personal code',
    form: /(?<!\d)[1-6]\d{10}(?!\d)/g,
    words: /isikukood|asmens.?kodas|personal.?code/i,
    check: baltic,
  },
  {
    country: 'LV',
    name: 'Latvian personal code',
    form: /(?<![\d-])\d{6}-?[012]\d{4}(?![\d-])/g,
    words: /personas.?kods/i,
    check(text) {
      const digits = digitsOf(text);
      return (
        isDay(two(digits, 0), two(digits, 2)) &&
        ((1101 - weighted(digits, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10 === Number(digits[10])
      );
    },
  },
  {
    country: 'RO',
    name: 'Romanian personal code',
    form: /(?<!\d)[1-9]\d{12}(?!\d)/g,
    words: /\bcnp\b|cod.?numeric.?personal/i,
    check(digits) {
      const rest = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      return isDay(two(digits, 5), two(digits, 3)) && (rest === 10 ? 1 : rest) === Number(digits[12]);
    },
  },
  {
    country: 'BG',
    name: 'Bulgarian EGN',
    form: /(?<!\d)\d{10}(?!\d)/g,
    words: /\begn\b|егн/i,
    check(digits) {
      const rest = weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11;
      return isDay(two(digits, 4), two(digits, 2) % 20) && rest % 10 === Number(digits[9]);
    },
  },
  {
    country: 'HR',
    name: 'Croatian OIB',
    form: /(?<!\d)\d{11}(?!\d)/g,
    words: /\boib\b/i,
    check: mod11and10,
  },
  {
    country: 'RS',
    name: 'JMBG or EMŠO',
    form: /(?<!\d)\d{13}(?!\d)/g,
    words: /\bjmbg\b|\bem[šs]o\b/i,
    check: jmbg,
  },
  {
    country: 'GR',
    name: 'Greek AMKA',
    form: /(?<!\d)\d{11}(?!\d)/g,
    words: /\bamka\b|αμκα/i,
    check: (digits) => isDay(two(digits, 0), two(digits, 2)) && luhn(digits),
  },
  {
    country: 'HU',
    name: 'Hungarian TAJ number',
    form: /(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d-])/g,
    words: /\btaj\b/i,
    check: (text) => weighted(digitsOf(text), [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === Number(digitsOf(text)[8]),
  },
  {
    country: 'IE',
    name: 'Irish PPS number',
    form: /(?<!\w)\d{7}[A-W][A-IW]?(?!\w)/g,
    words: /\bpps[n]?\b|personal.?public.?service/i,
    check(text) {
      const extra = text[8] === undefined || text[8] === 'W' ? 0 : text.charCodeAt(8) - 64;
      const rest = (weighted(text, [8, 7, 6, 5, 4, 3, 2]) + 9 * extra) % 23;
      return 'WABCDEFGHIJKLMNOPQRSTUV'[rest] === text[7];
    },
  },
  {
    country: 'GB',
    name: 'British national insurance number',
    form: /(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g,
    words: /national.?insurance|\bnino\b|\bni.?(?:number|no)\b/i,
    // It has no check digit: the word beside it is all there is.
    check: (text) => !/^(?:QQ|AA|AB) ?12 ?34 ?56/.test(text),
  },
  {
    country: 'UA',
    name: 'Ukrainian tax number',
    form: /(?<!\d)\d{10}(?!\d)/g,
    words: /рнокпп|rnokpp|\bінн\b|\bipn\b/i,
    check: (digits) => (((weighted(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === Number(digits[9]),
  },
  {
    country: 'RU',
    name: 'Russian SNILS',
    form: /(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)/g,
    words: /снилс|snils/i,
    distinctive: true,
    check(text) {
      const digits = digitsOf(text);
      return (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(digits.slice(9));
    },
  },
  {
    country: 'RU',
    name: 'Russian taxpayer number',
    form: /(?<!\d)\d{12}(?!\d)/g,
    words: /\binn\b|инн/i,
    check(digits) {
      const first = (weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
      const second = (weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
      return first === Number(digits[10]) && second === Number(digits[11]);
    },
  },
];
