import type { Level } from '../../model/finding.ts';
import type { FileContext, TokenDetector } from '../detector.ts';
import { valueAfter } from './assignment.ts';
import { isIdentifier, isLockFile, isPlaceholder } from './placeholder.ts';

/** What a format's own check digits say: `invalid` is a mistyped, cut or invented token. */
type Verdict = 'valid' | 'invalid' | 'unknown';

/** One form of a secret; made by `token` or `named`. */
export interface SecretFormat {
  /** What it is, for people: `GitHub personal access token`. */
  readonly name: string;
  /** Lower case. */
  readonly keywords: readonly string[];
  /** The secret that belongs to the keyword at `hit`, or null. */
  find(text: string, hit: number): Candidate | null;
  readonly level?: Level;
  /** False where the name of the variable is all that tells: silent in lock files, quieter in tests. */
  readonly distinctive: boolean;
}

interface Candidate {
  readonly start: number;
  readonly end: number;
  /** The random part, which the placeholder filter looks at. */
  readonly body: string;
  readonly verdict: Verdict;
}

interface TokenForm {
  readonly name: string;
  /** What the token begins with, in its exact case; the keyword of the prefilter. */
  readonly starts: string | readonly string[];
  /** The rest, without anchors; bounded or single-level repetition only. */
  readonly body: RegExp;
  /** Looks at the whole token. */
  readonly check?: (token: string, body: string) => Verdict | boolean;
  readonly level?: Level;
}

interface MarkedForm {
  readonly name: string;
  /** Text that stands inside the token, in its exact case. */
  readonly marker: string;
  /** The whole token, without anchors. */
  readonly expression: RegExp;
  /** How many characters of the token can stand before the marker. */
  readonly reach: number;
  readonly check?: (token: string) => Verdict | boolean;
  readonly level?: Level;
}

interface NamedForm {
  readonly name: string;
  /** Words in the name of what holds the value, lower case. */
  readonly names: readonly string[];
  /** The whole value, without anchors. */
  readonly value: RegExp;
  readonly check?: (value: string) => Verdict | boolean;
  readonly level?: Level;
}

const WORD = /[A-Za-z0-9_]/;

/** A token that tells by its first characters what it is. */
export function token(form: TokenForm): SecretFormat {
  const starts = typeof form.starts === 'string' ? [form.starts] : form.starts;
  const rest = sticky(form.body, '(?![A-Za-z0-9_])');
  return {
    name: form.name,
    keywords: starts.map((start) => start.toLowerCase()),
    distinctive: true,
    ...(form.level && { level: form.level }),
    find(text, hit) {
      const start = starts.find((lead) => text.startsWith(lead, hit));
      if (start === undefined || !opensAt(text, hit)) return null;
      rest.lastIndex = hit + start.length;
      const match = rest.exec(text);
      if (match === null) return null;
      const end = rest.lastIndex;
      return { start: hit, end, body: match[0], verdict: verdict(form.check?.(text.slice(hit, end), match[0])) };
    },
  };
}

/** A token that carries a fixed text somewhere inside. */
export function marked(form: MarkedForm): SecretFormat {
  const whole = sticky(form.expression, '(?![A-Za-z0-9_])');
  return {
    name: form.name,
    keywords: [form.marker.toLowerCase()],
    distinctive: true,
    ...(form.level && { level: form.level }),
    find(text, hit) {
      if (!text.startsWith(form.marker, hit)) return null;
      let start = hit;
      while (start > 0 && hit - start < form.reach && /[\w.~+/=-]/.test(text[start - 1]!)) start--;
      for (; start <= hit; start++) {
        whole.lastIndex = start;
        if (!opensAt(text, start) || !whole.test(text) || whole.lastIndex <= hit) continue;
        const value = text.slice(start, whole.lastIndex);
        return { start, end: whole.lastIndex, body: value, verdict: verdict(form.check?.(value)) };
      }
      return null;
    },
  };
}

/** A value that only its name makes a secret: `DATADOG_API_KEY=…`. */
export function named(form: NamedForm): SecretFormat {
  const value = sticky(form.value, '(?![A-Za-z0-9_])');
  return {
    name: form.name,
    keywords: form.names,
    distinctive: false,
    level: form.level ?? 'warning',
    find(text, hit) {
      const name = form.names.find((word) => text.substr(hit, word.length).toLowerCase() === word);
      if (name === undefined) return null;
      const assigned = valueAfter(text, hit + name.length);
      if (assigned === null) return null;
      value.lastIndex = assigned.start;
      if (!value.test(text)) return null;
      const body = text.slice(assigned.start, value.lastIndex);
      return { start: assigned.start, end: value.lastIndex, body, verdict: verdict(form.check?.(body)) };
    },
  };
}

/** The detector of one provider: all its formats share one prefilter and one filter against placeholders. */
export function secrets(...formats: readonly SecretFormat[]): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: [...new Set(formats.flatMap((format) => format.keywords))],
    scan(context, hits) {
      const seen = new Set<number>();
      for (const format of formats) {
        if (!format.distinctive && isLockFile(context.path)) continue;
        for (const hit of hits) {
          const candidate = format.find(context.text, hit);
          if (candidate === null || seen.has(candidate.start) || !isSecret(format, candidate)) continue;
          seen.add(candidate.start);
          reportSecret(context, format, candidate);
        }
      }
    },
  };
}

function isSecret(format: SecretFormat, { body, verdict }: Candidate): boolean {
  if (verdict === 'valid') return true;
  return !isPlaceholder(body) && (format.distinctive || !isIdentifier(body));
}

function reportSecret(context: FileContext, format: SecretFormat, candidate: Candidate): void {
  const shown = mask(context.text.slice(candidate.start, candidate.end), format.distinctive);
  const broken = candidate.verdict === 'invalid' ? '; its check digits do not match' : '';
  context.report({
    start: candidate.start,
    end: candidate.end,
    masked: shown,
    message: `${format.name} (${shown})${broken}`,
    confidence: candidate.verdict === 'valid' ? 'proved' : format.distinctive ? 'likely' : 'pattern',
    ...levelOf(format, candidate.verdict, context.isTest),
  });
}

/** The rule's own level where nothing speaks against it; one lower for a broken checksum, and for the unproved in tests. */
function levelOf(format: SecretFormat, verdict: Verdict, isTest: boolean): { level?: Level } {
  if (verdict === 'valid') return format.level ? { level: format.level } : {};
  const lowered = verdict === 'invalid' || isTest;
  if (!lowered) return format.level ? { level: format.level } : {};
  return { level: format.level === 'warning' || (verdict === 'invalid' && isTest) ? 'note' : 'warning' };
}

/** At most the four first characters, which name the kind and open nothing; none where the value has no fixed start. */
export function mask(value: string, keepStart: boolean): string {
  return `${keepStart && value.length >= 16 ? value.slice(0, 4) : ''}********`;
}

function verdict(answer: Verdict | boolean | undefined): Verdict {
  if (answer === undefined) return 'unknown';
  return answer === true ? 'valid' : answer === false ? 'invalid' : answer;
}

function sticky(expression: RegExp, tail: string): RegExp {
  return new RegExp(`(?:${expression.source})${tail}`, `${expression.flags.replace(/[gy]/g, '')}y`);
}

/** True where a token may begin: after no word character, or after an escape such as `\n` or `%3D`. */
function opensAt(text: string, at: number): boolean {
  if (at === 0 || !WORD.test(text[at - 1]!)) return true;
  return /\\[nrt]$|%[0-9A-F]{2}$|\\u00[0-9a-f]{2}$/i.test(text.slice(Math.max(0, at - 6), at));
}
