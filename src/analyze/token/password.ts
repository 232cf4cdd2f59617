import { isIdentifier, isPlaceholder, isStockPassword } from './placeholder.ts';
import { rarity } from './rarity.ts';

/** A digest of a password is not the password. */
const DIGEST = /^(?:\{\w+\})?\$(?:2[abxy]?|argon2\w*|[156]|apr1|pbkdf2[\w-]*|scrypt|y)\$|^\{S?SHA\d*\}/;
/** Code and settings: `a.b`, `f(x)`, `--flag`, `@name`, `&anchor`, `String?`, `a, b`. */
const CODE = /^[\w$]+(?:[.:][\w$]+)+$|[(){}[\]<>]|^--?[\w]|^[@:&*]|[,;]$|^[A-Z][A-Za-z]+[?!]$/;
/** What is said about a password instead of one. */
const ABOUT = /passw|secret|pwd|credential|encrypt|token|passwor|passphrase/i;

/** Mean surprise (see `rarity`) above which letters are no word of a language; a short text has few letters to tell by. */
function isRandom(text: string): boolean {
  return rarity(text) >= (text.length < 5 ? 7 : text.length < 6 ? 5.6 : 5.3);
}

/**
 * True for what somebody chose or generated as a password: not a word, a name, a label, a path, a type or a stand-in.
 * `name` is that of what holds it; the value has no quotes around it.
 */
export function isChosenPassword(value: string, name = ''): boolean {
  if (value.length < 4 || value.length > 128 || /^(?:[\w:@]{0,4}%[0-9A-Fa-f]{2}\w{0,2})+$/.test(value)) return false;
  if (/\s.*\s|\s$|^\s/.test(value)) return false;
  if (isPlaceholder(value) || isStockPassword(value) || isIdentifier(value) || DIGEST.test(value)) return false;
  if (value.toLowerCase() === name.toLowerCase() || ABOUT.test(value)) return false;
  if (/^[a-z]+$|^[A-Z]+$/.test(value)) return isRandom(value);
  if (CODE.test(value)) return false;
  if (/^[A-Za-z]+$/.test(value)) return value.length >= 6 && rarity(value) >= 5.8;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9_ -]/].filter((one) => one.test(value)).length;
  if (value.length < 6) return classes >= 2 && /\d/.test(value) && rarity(value) >= 6;
  if (classes < 2) return /^[a-z]+(?:[ _-][a-z]+)+$/.test(value) && rarity(value) >= 6;
  return rarity(value) >= 5 || (classes >= 3 && /[^A-Za-z0-9_ .-]|\d/.test(value)) || /^[a-z]+\d{2,}$/i.test(value);
}
