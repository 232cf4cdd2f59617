import type { Constant } from '../graph/ir.ts';
import { ALL_KINDS, bitsOf } from './kinds.ts';
import { type Facts, onlyText, type Predicate, type Value } from './value.ts';

const NONE: Facts = new Map();
const PATH = bitsOf(['path']);
const SELECTOR = bitsOf(['selector']);
export const PROTOTYPE = bitsOf(['prototype']);
const PLACE = bitsOf(['url', 'redirect']);
/** Type of the folder that resolved paths have in common. */
export const SHARED_FOLDER = 'path:shared';
/** Type of the host in a parsed URL. */
export const HOST = 'url:host';
/** What a check of characters leaves open: harmless text is still somebody else's. */
export const TEXT_KINDS = ALL_KINDS & ~bitsOf(['trust']);

/** What is shown about a value and what it is a view of. */
export function about(of: Value, bits: number): Facts {
  if (bits === 0) return NONE;
  return new Map([of.id, ...of.views].map((id) => [id, bits]));
}

/** The opposite condition. */
export function negated(predicate: Predicate | null): Predicate | null {
  return predicate === null ? null : { whenTrue: predicate.whenFalse, whenFalse: predicate.whenTrue };
}

/** The name through which all objects are reached from one of them. */
export function namesPrototype(one: Constant): boolean {
  return one.kind === 'string' && one.value === '__proto__';
}

const NEGATIVE = new Set(['!=', '!==', 'is not', 'not in']);

/** What a comparison shows, where one side is untrusted; `members` are the constants of a collection on the right, if known. */
export function comparisonPredicate(
  operator: string,
  left: Value,
  right: Value,
  constantMembers: boolean,
): Predicate | null {
  const facts = comparisonFacts(operator, left, right, constantMembers);
  if (facts === null) return null;
  return NEGATIVE.has(operator) ? negated(facts) : facts;
}

function comparisonFacts(operator: string, left: Value, right: Value, constantMembers: boolean): Predicate | null {
  if (operator === 'in' || operator === 'not in') {
    if (constantMembers) return { whenTrue: about(left, bitsOfEqual(left)), whenFalse: NONE };
    const needle = onlyText(left);
    return needle === null ? null : { whenTrue: NONE, whenFalse: about(right, absenceOf(needle)) };
  }
  if (/^[<>]=?$/.test(operator)) return boundFacts(operator, left, right);
  if (!['==', '===', 'is', '!=', '!==', 'is not'].includes(operator)) return null;
  // The folder that a path shares with another one, compared with that other one.
  const shared = left.type === SHARED_FOLDER ? left : right.type === SHARED_FOLDER ? right : null;
  if (shared !== null) return { whenTrue: about(shared, PATH), whenFalse: NONE };
  // `path.slice(0, root.length) === root`: the start of a resolved path is a folder of the program's own.
  const [start, folder] = left.type === 'path:start' ? [left, right] : [right, left];
  if (start.type === 'path:start' && folder.taints.length === 0)
    return { whenTrue: about(start, PATH), whenFalse: NONE };
  const [untrusted, known] = left.constants === null ? [left, right] : [right, left];
  if (known.constants === null || untrusted.constants !== null) return null;
  const typeOf = untrusted.type?.startsWith('typeof:') ? Number(untrusted.type.slice(7)) : null;
  if (typeOf !== null) {
    const name = onlyText(known);
    const bits =
      name === 'number' || name === 'boolean' || name === 'bigint'
        ? ALL_KINDS
        : name === 'string'
          ? bitsOf(['nosql', 'assign'])
          : 0;
    return { whenTrue: new Map([[typeOf, bits]]), whenFalse: NONE };
  }
  // Equal to a constant that is something: it is that constant.
  const something = known.constants.every((one) => one.kind !== 'nothing');
  const unequal = known.constants.some(namesPrototype) ? about(untrusted, PROTOTYPE) : NONE;
  return something ? { whenTrue: about(untrusted, bitsOfEqual(untrusted)), whenFalse: unequal } : null;
}

/** Not above something that is known: not too large. */
function boundFacts(operator: string, left: Value, right: Value): Predicate | null {
  const isLeft = left.taints.length > 0;
  const [untrusted, known] = isLeft ? [left, right] : [right, left];
  if (untrusted.taints.length === 0 || known.taints.length > 0) return null;
  const facts = about(untrusted, bitsOf(['allocation']));
  return (operator[0] === '<') === isLeft ? { whenTrue: facts, whenFalse: NONE } : { whenTrue: NONE, whenFalse: facts };
}

/** What a value is clean for that is equal to a constant; a host says nothing of the rest of its URL. */
function bitsOfEqual(of: Value): number {
  return of.type === HOST ? PLACE : ALL_KINDS;
}

/** What it shows that a text does not contain some characters. */
export function absenceOf(needle: string): number {
  if (needle === '..' || needle === '../' || needle === '..\\') return PATH;
  if (needle === '/' || needle === '\\') return PATH;
  if (needle === "'" || needle === '"') return bitsOf(['xpath']) | QUOTE_ABSENT;
  if (needle === '<' || needle === '>') return bitsOf(['html']);
  if (needle === '\n' || needle === '\r' || needle === '\r\n') return bitsOf(['header', 'log']);
  return 0;
}

/** Facts that mean something together only: a text in quotes without a quote inside is a literal, not code. */
const QUOTE_FIRST = 1 << 28;
const QUOTE_LAST = 1 << 29;
const QUOTE_ABSENT = 1 << 30;
const LITERAL = QUOTE_FIRST | QUOTE_LAST | QUOTE_ABSENT;

/** The same of a path: relative, and not going up. Kinds of sinks end below these bits. */
const NOT_ABSOLUTE = 1 << 27;
const NOT_UP = 1 << 31;
const BELOW = NOT_ABSOLUTE | NOT_UP;

/** What facts say together that none says alone. */
export function concluded(facts: number): number {
  const bits = (facts & BELOW) === BELOW ? facts | PATH : facts;
  return (bits & LITERAL) === LITERAL ? bits | bitsOf(['code']) : bits;
}

/** What it shows that a text ends with a constant. */
export function suffixPredicate(of: Value, suffix: Value): Predicate | null {
  const end = onlyText(suffix);
  return end === "'" || end === '"' ? { whenTrue: about(of, QUOTE_LAST), whenFalse: NONE } : null;
}

/** What it shows that a text starts with a constant: the host of a URL, or a folder that was resolved before. */
export function prefixPredicate(of: Value, prefix: Value): Predicate | null {
  const start = onlyText(prefix);
  let bits = 0;
  if (start !== null && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(start)) bits |= PLACE;
  if (start !== null && /^\/[^/\\]/.test(start)) bits |= bitsOf(['redirect']);
  if (start === "'" || start === '"') bits |= QUOTE_FIRST;
  // A folder check only speaks of a path whose dots are resolved; a prefix that is not constant is a folder computed before.
  if (
    of.type === 'path:resolved' &&
    (start === null ? prefix.taints.every(({ whole }) => whole === true) : start.length > 1)
  )
    bits |= PATH;
  // A path whose dots are resolved leaves its place by dots at its start alone.
  const leaves = start !== null && /^\.\.?[\\/]?$/.test(start) && of.type?.startsWith('path:') === true;
  const stays = leaves ? NOT_UP | (of.type === 'path:relative' ? PATH : 0) : 0;
  return bits === 0 && stays === 0 ? null : { whenTrue: about(of, bits), whenFalse: about(of, stays) };
}

/** What it shows that a path is absolute: where it is not, and does not go up either, it stays in its place. */
export function absolutePredicate(of: Value): Predicate {
  return { whenTrue: NONE, whenFalse: about(of, NOT_ABSOLUTE) };
}

/** Whether text that begins like this can still name another host (`url`) or leave the site (`redirect`). */
export function prefixClean(written: string): number {
  // What a view of Spring is told to do stands in front of the place.
  const start = written.replace(/^(?:redirect|forward):/, '');
  if (/^[\w.-]+\//.test(start)) return bitsOf(['redirect']);
  return placeClean(start) | (/^\s*[^<\s]/.test(start) ? SELECTOR : 0);
}

function placeClean(start: string): number {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(start)) return PLACE;
  if (/^\/[^/\\]/.test(start) || /^[?#]/.test(start)) return bitsOf(['redirect']);
  return 0;
}

/** What a match of the whole text shows: an anchored expression admits only some characters. */
export function patternClean(source: string, how: 'start' | 'whole' | 'part'): number {
  const start = how !== 'part' || /^(?:\^|\\A)/.test(source);
  const end = how === 'whole' || /(?:[^\\]\$|\\[zZ])$/.test(source);
  const anchored = start && end;
  if (!anchored) return 0;
  const inner = source.replace(/^(?:\^|\\A)/, '').replace(/(?:\$|\\[zZ])$/, '');
  return admits(inner);
}

/** Kinds that no text of these character classes can harm; 0 where the expression says more than classes and counts. */
function admits(inner: string): number {
  let rest = inner;
  let allowed = '';
  while (rest !== '') {
    const part =
      /^(?:\((?:\?:)?|\)|\||\[(?!\^)((?:\\.|[^\]\\])+)\]|(\\[dwDWsS])|\\([.\-_/@:])|([A-Za-z0-9_@:,=-])|([.]))(?:[*+?]|\{\d*,?\d*\})?\??/.exec(
        rest,
      );
    if (part === null || part[0] === '') return 0;
    if (part[5] !== undefined || /\\[DWS]/.test(part[0])) return 0;
    allowed += part[1] ?? part[2] ?? part[3] ?? part[4] ?? '';
    rest = rest.slice(part[0].length);
  }
  const classes = allowed.replace(/\\[dw]|[A-Za-z0-9_]-[A-Za-z0-9_]|[A-Za-z0-9_,=]/g, '');
  let bits = TEXT_KINDS;
  if (/[./\\]/.test(classes)) bits &= ~(PATH | bitsOf(['url', 'redirect']));
  if (/[:@]/.test(classes)) bits &= ~PLACE;
  if (/\\s| |-/.test(classes)) bits &= ~bitsOf(['shell']);
  if (/[^./\\:@ s-]/.test(classes)) return 0;
  return bits;
}

/** What is left when characters are replaced: a negated class of harmless characters, replaced by nothing or a harmless one. */
export function replacementClean(source: string, global: boolean, replacement: string | null): number {
  if (!global) return 0;
  const escapes = escapeClean(source, replacement);
  if (replacement === null || /[^\w]/.test(replacement)) return escapes;
  const negatedClass = /^\[\^((?:\\.|[^\]\\])+)\][+*]?$/.exec(source);
  if (negatedClass !== null) return admits(`[${negatedClass[1]}]`);
  if (source === '\\W' || source === '\\W+') return TEXT_KINDS;
  if (source === '\\D' || source === '\\D+') return ALL_KINDS;
  const inner = /^\[((?:\\.|[^\]\\])+)\][+*]?$/.exec(source)?.[1] ?? source;
  let bits = escapes;
  if (/\\r|\r/.test(inner) && /\\n|\n/.test(inner)) bits |= bitsOf(['log', 'header']);
  if (/\\n|\n/.test(inner)) bits |= bitsOf(['log']);
  if (inner.includes('<') && inner.includes('>')) bits |= bitsOf(['html']);
  if (inner.includes('/') && (inner.includes('\\\\') || inner.includes('.'))) bits |= PATH;
  return bits;
}

/** What a comparison of a position shows: `-1` is nowhere, `0` is at the start. */
export function positionPredicate(
  operator: string,
  { found, atStart }: { readonly found: Predicate | null; readonly atStart: Predicate | null },
  other: Value,
): Predicate | null {
  const [one] = other.constants?.length === 1 ? other.constants : [];
  if (one?.kind !== 'number') return null;
  const comparison = operator.slice(0, 2);
  if (one.value === -1) {
    if (comparison === '!=' || operator === '>') return found;
    return comparison === '==' ? negated(found) : null;
  }
  if (one.value !== 0) return null;
  if (operator === '>=') return found;
  if (operator === '<') return negated(found);
  return comparison === '==' ? atStart : comparison === '!=' ? negated(atStart) : null;
}

/** What it shows that an expression matches nowhere: the characters that it looks for are not there. */
export function patternAbsent(source: string): number {
  const inner = source.replace(/^\((?:\?:)?(.*)\)$/, '$1').replaceAll('\\', '');
  return inner.split('|').reduce((bits, word) => bits | absenceOf(word), 0);
}

/** What it shows that every character of a kind is replaced by something that is none; a function (null) chooses from a table. */
function escapeClean(source: string, replacement: string | null): number {
  const inner =
    /^\[((?:\\.|[^\]\\])+)\][+*]?$/.exec(source)?.[1] ?? (/^\(?\W\)?$|^\W(?:\|\W)+$/.test(source) ? source : '');
  let bits = 0;
  // Without slashes, or without dots, there is no way up.
  if (
    /^(?:\\[./]|\[(?:\\?[./])+\]|\\\.\\\.(?:\|\w+)?)$/.test(source) &&
    replacement !== null &&
    !/[./]/.test(replacement)
  ) {
    bits |= PATH;
  }
  if (inner.includes('<') && replacement?.includes('<') !== true) bits |= bitsOf(['html', 'selector']);
  if (inner.includes("'") && (replacement === "''" || replacement === "\\'")) bits |= bitsOf(['sql', 'xpath']);
  if (inner.includes("'") && (replacement === "'\\''" || replacement === `'"'"'`)) bits |= bitsOf(['shell']);
  return bits;
}

/** The steps up at the start of a path whose dots are resolved: taken away, the rest goes down. */
const UPWARDS = /^\^?\(\\\.\\\.(?:\[[\\/]+\]|\\?\/)(?:\|\$)?\)[+*]$/;

export function upwardsClean(of: Value, source: string, replacement: string | null): number {
  return of.type === 'path:resolved' && replacement === '' && UPWARDS.test(source) ? PATH : 0;
}
