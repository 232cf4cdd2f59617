import type { Level } from '../../model/finding.ts';
import { valueAfter } from './assignment.ts';

/** What a format's own check digits say: `invalid` is a mistyped, cut or invented token. */
type Verdict = 'valid' | 'invalid' | 'unknown';
/** True is `valid`, false `invalid`; null says that this is another thing altogether. */
type Answer = Verdict | boolean | null;

export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** The random part, which the placeholder filter looks at. */
  readonly body: string;
  readonly verdict: Verdict;
  readonly level?: Level;
}

/** One form of a secret; made by `token`, `marked`, `named` or `nearby`. */
export interface SecretFormat {
  /** What it is, for people: `GitHub personal access token`. */
  readonly name: string;
  /** Lower case, at least three characters. */
  readonly keywords: readonly string[];
  /** The secret that belongs to the keyword at `hit`, or null; looks at a bounded stretch of text only. */
  find(text: string, hit: number): Candidate | null;
  /** False where the name of the variable is all that tells: silent in lock files, quieter in tests. */
  readonly distinctive: boolean;
  /** True where the secret looks like an identifier (a UUID). */
  readonly mayIdentify?: boolean;
}

interface Form {
  readonly name: string;
  /** Where the rule's own level is not right for this format. */
  readonly level?: Level;
  /** Text within 400 characters that says the key is public by design: then it is only noted. */
  readonly publicNear?: RegExp;
  /** Text within 400 characters without which this is not it. */
  readonly needs?: RegExp;
}

interface TokenForm extends Form {
  /** What the token begins with, in its exact case; the keyword of the prefilter. */
  readonly starts: string | readonly string[];
  /** The rest, without anchors; bounded or single-level repetition only. */
  readonly body: RegExp;
  /** The part of the body that nobody could choose; the whole body where absent. */
  readonly secret?: RegExp;
  readonly check?: (token: string, body: string) => Answer;
}

/** A token that tells by its first characters what it is. */
export function token(form: TokenForm): SecretFormat {
  const starts = typeof form.starts === 'string' ? [form.starts] : form.starts;
  const rest = sticky(form.body);
  return {
    name: form.name,
    keywords: starts.map((start) => start.toLowerCase()),
    distinctive: true,
    find(text, hit) {
      if (!opensAt(text, hit)) return null;
      for (const start of starts) {
        if (!text.startsWith(start, hit)) continue;
        rest.lastIndex = hit + start.length;
        const match = rest.exec(text);
        if (match === null) continue;
        const end = rest.lastIndex;
        const body = form.secret?.exec(match[0])?.[0] ?? match[0];
        return candidate(form, text, hit, end, body, form.check?.(text.slice(hit, end), match[0]));
      }
      return null;
    },
  };
}

interface MarkedForm extends Form {
  /** Text that stands inside the token, in its exact case. */
  readonly marker: string;
  /** The whole token, without anchors. */
  readonly expression: RegExp;
  /** How many characters of the token can stand before the marker. */
  readonly reach: number;
  /** What may stand before the token although it ends in a word character. */
  readonly opens?: RegExp;
  readonly check?: (token: string) => Answer;
}

/** A token that carries a fixed text somewhere inside. */
export function marked(form: MarkedForm): SecretFormat {
  const whole = sticky(form.expression);
  return {
    name: form.name,
    keywords: [form.marker.toLowerCase()],
    distinctive: true,
    find(text, hit) {
      if (!text.startsWith(form.marker, hit)) return null;
      let start = hit;
      while (start > 0 && hit - start < form.reach && /[\w.~+/=-]/.test(text[start - 1]!)) start--;
      for (; start <= hit; start++) {
        if (!opensAt(text, start, form.opens)) continue;
        whole.lastIndex = start;
        if (!whole.test(text) || whole.lastIndex <= hit) continue;
        const value = text.slice(start, whole.lastIndex);
        return candidate(form, text, start, whole.lastIndex, value, form.check?.(value));
      }
      return null;
    },
  };
}

interface NamedForm extends Form {
  /** Words in the name of what holds the value, lower case. */
  readonly names: readonly string[];
  /** The whole value, without anchors. */
  readonly value: RegExp;
  /** What the name must say besides; by default that it is a key, a token or the like. */
  readonly purpose?: RegExp;
  readonly check?: (value: string) => Answer;
}

const PURPOSE =
  /key|token|secret|auth|pass|pwd|cred|api|sign|access|login|licen[sc]e|private|client|(?:^|[^a-z])ids?(?![a-z])|Id$|dsn|seed|hook|pat(?![a-z])/i;

/** A value that only its name makes a secret: `DATADOG_API_KEY=…`; a warning where the form says nothing else. */
export function named(form: NamedForm): SecretFormat {
  const value = sticky(form.value);
  const leveled: Form = { level: 'warning', ...form };
  return {
    name: form.name,
    keywords: form.names,
    distinctive: false,
    find(text, hit) {
      const name = form.names.find((word) => text.slice(hit, hit + word.length).toLowerCase() === word);
      if (name === undefined || !beginsWord(text, hit)) return null;
      const assigned = valueAfter(text, hit + name.length);
      if (
        assigned === null ||
        !saysPurpose(text.slice(Math.max(0, hit - 20), assigned.operatorStart), name, form.purpose)
      )
        return null;
      value.lastIndex = assigned.start;
      if (!value.test(text)) return null;
      const body = text.slice(assigned.start, value.lastIndex);
      return candidate(leveled, text, assigned.start, value.lastIndex, body, form.check?.(body));
    },
  };
}

/** The whole name: the letters before the provider's word belong to it, what stands before them does not. */
function saysPurpose(stretch: string, name: string, purpose: RegExp = PURPOSE): boolean {
  const whole = /[\w.$\- \t"'`\])\\]*$/.exec(stretch)![0];
  return purpose.test(whole) || whole.replace(/[^A-Za-z0-9_-]/g, '').toLowerCase() === name;
}

/** False in the middle of another word: `lob` in `global`. */
function beginsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  return !/[A-Za-z]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(text[at]!));
}

interface UuidForm extends Form {
  readonly names: readonly string[];
}

/** A secret in the form of a UUID: only its name tells it from all other identifiers. */
export function namedUuid(form: UuidForm): SecretFormat {
  const value = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
  const purpose = /key|token|secret|auth|pass|pwd|cred|password|private/i;
  return { ...named({ ...form, value, purpose }), mayIdentify: true };
}

interface NearbyForm extends Form {
  readonly keywords: readonly string[];
  /** What must stand at the keyword itself, where the keyword alone is not enough. */
  readonly anchor?: RegExp;
  /** The whole value, with its own boundaries. */
  readonly value: RegExp;
  /** How far from the keyword it may stand, in characters. */
  readonly before?: number;
  readonly after: number;
  readonly check?: (value: string) => Answer;
}

/** A value with a form of its own, too plain to be told without a word that stands near. */
export function nearby(form: NearbyForm): SecretFormat {
  const value = new RegExp(form.value.source, `${form.value.flags.replace(/[gy]/g, '')}g`);
  const anchor = form.anchor === undefined ? null : sticky(form.anchor);
  return {
    name: form.name,
    keywords: form.keywords,
    distinctive: false,
    find(text, hit) {
      if (anchor !== null) {
        anchor.lastIndex = hit;
        if (!anchor.test(text)) return null;
      }
      const from = Math.max(0, hit - (form.before ?? 0));
      const stretch = text.slice(from, hit + form.after);
      value.lastIndex = 0;
      for (let match = value.exec(stretch); match !== null; match = value.exec(stretch)) {
        const start = from + match.index;
        const found = candidate(form, text, start, start + match[0].length, match[0], form.check?.(match[0]));
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function candidate(
  form: Form,
  text: string,
  start: number,
  end: number,
  body: string,
  answer: Answer | undefined,
): Candidate | null {
  if (answer === null) return null;
  if (form.needs !== undefined && !form.needs.test(around(text, start, end))) return null;
  const isPublic = form.publicNear?.test(around(text, start, end)) === true;
  const level = isPublic ? 'note' : form.level;
  const verdict = answer === true ? 'valid' : answer === false ? 'invalid' : (answer ?? 'unknown');
  return { start, end, body, verdict, ...(level && { level }) };
}

function around(text: string, start: number, end: number): string {
  return text.slice(Math.max(0, start - 400), end + 400);
}

/** Anchored where it is tried, and not in the middle of a longer word. */
function sticky(expression: RegExp): RegExp {
  return new RegExp(`(?:${expression.source})(?![A-Za-z0-9_])`, `${expression.flags.replace(/[gy]/g, '')}y`);
}

/** True where a token may begin: after no word character, or after an escape such as `\n` or `%3D`. */
function opensAt(text: string, at: number, opens?: RegExp): boolean {
  // A dot after a word goes on with a file name: `box.ico-…`.
  if (
    at === 0 ||
    !/[A-Za-z0-9_.]/.test(text[at - 1]!) ||
    /(?:^|[^A-Za-z0-9_])\.$/.test(text.slice(Math.max(0, at - 2), at))
  )
    return true;
  const before = text.slice(Math.max(0, at - 8), at);
  return /\\[nrt]$|%[0-9A-F]{2}$|\\u00[0-9a-f]{2}$/i.test(before) || opens?.test(before) === true;
}
