import type { Constant } from '../graph/ir.ts';
import { boolean, number, sameConstant, text, type Value, value } from './value.ts';

const LONGEST_TEXT = 4096;

/** An operator applied to constants; null where the outcome is not one constant. */
export function foldBinary(operator: string, a: Value, b: Value): Value | null {
  if (a.constants === null || b.constants === null || a.constants.length * b.constants.length > 16) return null;
  const out: Constant[] = [];
  for (const left of a.constants) {
    for (const right of b.constants) {
      const one = binary(operator, left, right);
      if (one === null) return null;
      if (!out.some((known) => sameConstant(known, one))) out.push(one);
    }
  }
  return out.length === 0 ? null : value({ constants: out });
}

function binary(operator: string, a: Constant, b: Constant): Constant | null {
  if (a.kind === 'number' && b.kind === 'number') {
    const result = arithmetic(operator, a.value, b.value);
    return result === null || Number.isNaN(result) ? null : { kind: 'number', value: result };
  }
  if (operator === '+' && a.kind === 'string' && (b.kind === 'string' || b.kind === 'number'))
    return joined(a.value, b.value);
  if (operator === '+' && a.kind === 'number' && b.kind === 'string') return joined(a.value, b.value);
  if (operator === '*' && a.kind === 'string' && b.kind === 'number') {
    const length = a.value.length * b.value;
    return length > LONGEST_TEXT || b.value < 0 ? null : { kind: 'string', value: a.value.repeat(Math.floor(b.value)) };
  }
  return null;
}

function joined(a: string | number, b: string | number): Constant | null {
  const whole = `${a}${b}`;
  return whole.length > LONGEST_TEXT ? null : { kind: 'string', value: whole };
}

function arithmetic(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? null : a / b;
    case '//':
      return b === 0 ? null : Math.floor(a / b);
    case '%':
      return b === 0 ? null : a - b * Math.floor(a / b);
    case '**':
      return a ** b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    default:
      return null;
  }
}

/** A comparison of constants: true, false, or null where it depends. */
export function foldCompare(operator: string, a: Value, b: Value): boolean | null {
  if (a.constants === null || b.constants === null) return null;
  let known: boolean | null = null;
  for (const left of a.constants) {
    for (const right of b.constants) {
      const one = compare(operator, left, right);
      if (one === null || (known !== null && known !== one)) return null;
      known = one;
    }
  }
  return known;
}

function compare(operator: string, a: Constant, b: Constant): boolean | null {
  switch (operator) {
    case '==':
    case '===':
    case 'is':
      return sameConstant(a, b);
    case '!=':
    case '!==':
    case 'is not':
      return !sameConstant(a, b);
    case 'in':
      return a.kind === 'string' && b.kind === 'string' ? b.value.includes(a.value) : null;
    case 'not in':
      return a.kind === 'string' && b.kind === 'string' ? !b.value.includes(a.value) : null;
    default:
      break;
  }
  const [x, y] = [ordered(a), ordered(b)];
  if (x === null || y === null || typeof x !== typeof y) return null;
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  if (operator === '>') return x > y;
  return operator === '>=' ? x >= y : null;
}

function ordered(one: Constant): string | number | null {
  return one.kind === 'number' || one.kind === 'string' ? one.value : null;
}

/** Text made of constant parts; null where one is not a single constant. */
export function foldConcat(parts: readonly Value[]): Value | null {
  let whole = '';
  for (const part of parts) {
    const one = part.constants?.length === 1 ? part.constants[0]! : null;
    if (one === null || one.kind === 'regex') return null;
    whole += one.kind === 'nothing' ? '' : String(one.value);
    if (whole.length > LONGEST_TEXT) return null;
  }
  return text(whole);
}

export function foldUnary(operator: string, a: Value): Value | null {
  const one = a.constants?.length === 1 ? a.constants[0]! : null;
  if (one === null) return null;
  if ((operator === 'not' || operator === '!') && one.kind === 'boolean') return boolean(!one.value);
  if (operator === '-' && one.kind === 'number') return number(-one.value);
  if (operator === '+' && one.kind === 'number') return a;
  return null;
}

/** Calls of string methods on constants whose outcome is certain; null else. */
export function foldMethod(name: string, receiver: Value, args: readonly Value[]): Value | null {
  const own = single(receiver);
  if (own === null) return null;
  const given = args.map(single);
  const [first] = given;
  switch (name) {
    case 'lower':
    case 'toLowerCase':
      return text(own.toLowerCase());
    case 'upper':
    case 'toUpperCase':
      return text(own.toUpperCase());
    case 'strip':
    case 'trim':
      return args.length === 0 ? text(own.trim()) : null;
    case 'startswith':
    case 'startsWith':
      return typeof first === 'string' ? boolean(own.startsWith(first)) : null;
    case 'endswith':
    case 'endsWith':
      return typeof first === 'string' ? boolean(own.endsWith(first)) : null;
    case 'includes':
    case 'contains':
      return typeof first === 'string' ? boolean(own.includes(first)) : null;
    case 'equals':
      return typeof first === 'string' ? boolean(own === first) : null;
    case 'charAt':
      return numberOf(args[0]) === null ? null : text(own.charAt(numberOf(args[0])!));
    case 'find':
    case 'indexOf':
      return typeof first === 'string' ? number(own.indexOf(first)) : null;
    default:
      return null;
  }
}

function single(of: Value): string | null {
  const one = of.constants?.length === 1 ? of.constants[0]! : null;
  return one?.kind === 'string' ? one.value : null;
}

function numberOf(of: Value | undefined): number | null {
  const one = of?.constants?.length === 1 ? of.constants[0]! : null;
  return one?.kind === 'number' ? one.value : null;
}

/** A part of a constant text, as slices count: negative from the end, null for open ends. */
export function foldSlice(of: Value, start: Value | null, end: Value | null): Value | null {
  const own = single(of);
  const from = start === null ? 0 : numberOf(start);
  const to = end === null ? undefined : numberOf(end);
  return own === null || from === null || to === null ? null : text(own.slice(from, to));
}
