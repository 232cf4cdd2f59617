/** How far a licence reaches into the code around it, in rising order. */
export const STRENGTHS = ['permissive', 'weak', 'strong', 'restricted'] as const;
export type Strength = (typeof STRENGTHS)[number];

const BY_PREFIX: readonly (readonly [RegExp, Strength])[] = [
  [/^(?:AGPL|GPL|OSL|EUPL|CECILL|QPL|Sleepycat|CC-BY-SA|GFDL|RPL|NPOSL)(?:-|$)/i, 'strong'],
  [/^(?:LGPL|MPL|EPL|CDDL|CPL|IPL|APSL|MS-RL|CECILL-C|SPL|NPL)(?:-|$)/i, 'weak'],
  [/^(?:BUSL|SSPL|Elastic|CC-BY-NC|CC-BY-ND|PolyForm|Commons-Clause|JSON)(?:-|$)/i, 'restricted'],
];

/** Exceptions that let other code stand beside without taking the licence over. */
const LINKING_EXCEPTION = /exception/i;

/** The strength of one SPDX id; null where the id is not known (`LicenseRef-…`, `NONE`, a typing error). */
function strengthOf(id: string): Strength | null {
  if (/^(?:NONE|NOASSERTION|UNKNOWN|LicenseRef-.*|DocumentRef-.*|SEE)$/i.test(id)) return null;
  for (const [form, strength] of BY_PREFIX) if (form.test(id)) return strength;
  return /^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(id) ? 'permissive' : null;
}

/**
 * What an SPDX expression asks at the least: the mildest choice of `OR`, the strictest part of `AND`. Null where a part that
 * counts is not known. `AND` binds closer, as SPDX has it; the text may be hostile, so the walk uses a stack of its own.
 */
export function expressionStrength(expression: string): Strength | null {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  const stack: Group[] = [newGroup()];
  let exception = false;
  for (const token of tokens) {
    const group = stack.at(-1)!;
    if (token === '(') stack.push(newGroup());
    else if (token === ')') {
      if (stack.length === 1) return null;
      stack.pop();
      add(stack.at(-1)!, close(group));
    } else if (/^or$/i.test(token)) {
      group.choices.push(group.all);
      group.all = [];
    } else if (/^with$/i.test(token)) exception = true;
    else if (exception) {
      exception = false;
      const last = group.all.at(-1);
      if (last === 'strong' && LINKING_EXCEPTION.test(token)) group.all[group.all.length - 1] = 'weak';
    } else if (!/^and$/i.test(token)) add(group, strengthOf(token));
  }
  return stack.length === 1 ? close(stack[0]!) : null;
}

interface Group {
  choices: (Strength | null)[][];
  all: (Strength | null)[];
}

function newGroup(): Group {
  return { choices: [], all: [] };
}

function add(group: Group, strength: Strength | null): void {
  group.all.push(strength);
}

function close(group: Group): Strength | null {
  const choices = [...group.choices, group.all].filter((all) => all.length > 0).map(strictest);
  const known = choices.filter((choice) => choice !== null);
  if (known.length === 0) return null;
  return known.reduce((a, b) => (STRENGTHS.indexOf(a) <= STRENGTHS.indexOf(b) ? a : b));
}

function strictest(all: readonly (Strength | null)[]): Strength | null {
  return all.reduce((a, b) =>
    a === null || b === null ? (a ?? b) : STRENGTHS.indexOf(a) >= STRENGTHS.indexOf(b) ? a : b,
  );
}

/** The ids of an expression, without exceptions, in order, each once. */
export function idsOf(expression: string): string[] {
  const words = expression.split(/[\s()]+/).filter((word) => word.length > 0);
  const ids = words.filter((word, i) => !/^(?:and|or|with)$/i.test(word) && !/^with$/i.test(words[i - 1] ?? ''));
  return [...new Set(ids)];
}
