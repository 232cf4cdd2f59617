import { type Context, MADE_TEXT, passing } from './context.ts';
import { foldBinary, foldCompare, foldConcat, foldUnary } from './fold.ts';
import { comparisonPredicate, negated, positionPredicate, prefixClean } from './guards.ts';
import { ALL_KINDS, NUMERIC } from './kinds.ts';
import { hasConstantMembers, membership } from './members.ts';
import { below } from './parameters.ts';
import type { State } from './state.ts';
import {
  asParts,
  boolean,
  cleaned,
  derived,
  mergeTaints,
  onlyText,
  type Site,
  truth,
  type Value,
  value,
} from './value.ts';

/** Stands for a text that the program chose itself where a place begins. */
const OWN_PLACE = 'own://place/';

/** What operators make of abstract values: constants are computed, taints passed on, comparisons remembered. */
export class Operators {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  binary(operator: string, left: Value, right: Value, site: Site, state: State): Value {
    const folded = foldBinary(operator, left, right);
    if (folded !== null) return folded;
    if (operator === '+' || operator === '%' || operator === '.') return this.concat([left, right], site);
    if (left.objects.length > 0 || right.objects.length > 0) {
      return value({
        objects: [...left.objects, ...right.objects],
        taints: mergeTaints([derived(left), derived(right)]),
      });
    }
    if (operator === '/' && (left.api !== null || left.type?.startsWith('path') === true)) {
      return value({ api: left.api, taints: mergeTaints([derived(left), below(derived(right))]) });
    }
    // `"x" * n` makes as much as n says; `n % 10` is small.
    if (operator === '*' && (onlyText(left) !== null || onlyText(right) !== null)) {
      for (const one of [left, right]) this.#context.sink('allocation', one, site, state, 'the length of a text');
    }
    const bits = operator === '%' ? ALL_KINDS : NUMERIC;
    return value({ type: 'number', taints: cleaned(mergeTaints([derived(left), derived(right)]), bits) });
  }

  /** Text made of parts: what stands before an untrusted part may keep it from choosing a host. */
  concat(parts: readonly Value[], site: Site): Value {
    const folded = foldConcat(parts);
    if (folded !== null) return folded;
    let before: string | null = '';
    const lists = parts.map((part) => {
      const inner = before === '' ? derived(part) : below(derived(part));
      const taints = cleaned(inner, before === null ? 0 : prefixClean(before));
      const own = onlyText(part);
      // Once the host stands, what follows cannot change it, whatever came between; a text of the program's own that
      // stands first (`${base}/users/`) holds the host.
      if (before === '' && own === null && part.taints.length === 0 && part.constants === null) before = OWN_PLACE;
      else before = before === null || prefixClean(before) !== 0 ? before : own === null ? null : before + own;
      return taints;
    });
    const taints = cleaned(asParts(mergeTaints(lists)), MADE_TEXT);
    if (taints.length === 0) return value({ type: parts.every((part) => part.type === 'number') ? 'number' : null });
    return value({ taints: passing(this.#context, taints, site, 'Becomes part of a text') });
  }

  unary(operator: string, of: Value): Value {
    if (operator === 'not' || operator === '!') {
      const known = truth(of);
      if (known !== null) return boolean(!known);
      return value({ type: 'boolean', predicate: negated(of.predicate) });
    }
    const folded = foldUnary(operator, of);
    if (folded !== null) return folded;
    const place = operator === '~' ? this.#context.positions.get(of.id) : undefined;
    if (place !== undefined) return value({ type: 'number', predicate: place.found });
    if (operator === 'typeof') return value({ type: `typeof:${of.id}` });
    return value({ type: 'number', taints: cleaned(derived(of), NUMERIC) });
  }

  compare(operator: string, left: Value, right: Value, state: State): Value {
    const folded = foldCompare(operator, left, right) ?? membership(operator, left, right, state);
    if (folded !== null) return boolean(folded);
    const place = this.#context.positions.get(left.id);
    if (place !== undefined) return value({ type: 'boolean', predicate: positionPredicate(operator, place, right) });
    const constantMembers = hasConstantMembers(right, state);
    const predicate = operator === 'instanceof' ? null : comparisonPredicate(operator, left, right, constantMembers);
    return value({ type: 'boolean', predicate });
  }
}
