type Step = { readonly text: string } | { readonly value: unknown } | { readonly leave: object };

/**
 * JSON with one spelling for each value (RFC 8785: sorted keys, shortest numbers, no blanks), so that a digest over it is
 * the same on every machine. `undefined` members are left out. Throws `TypeError` on what JSON cannot say: NaN, a
 * bigint, a function, a cycle. Nesting may be as deep as memory allows.
 */
export function canonicalJson(root: unknown): string {
  const out: string[] = [];
  const open = new Set<object>();
  const steps: Step[] = [{ value: root }];
  while (steps.length > 0) {
    const step = steps.pop()!;
    if ('text' in step) out.push(step.text);
    else if ('leave' in step) open.delete(step.leave);
    else if (typeof step.value === 'object' && step.value !== null) enter(step.value, steps, open);
    else out.push(scalar(step.value));
  }
  return out.join('');
}

function enter(container: object, steps: Step[], open: Set<object>): void {
  if (open.has(container)) throw new TypeError('JSON cannot hold a value that contains itself');
  open.add(container);
  const parts: Step[] = [];
  if (Array.isArray(container)) {
    for (const value of container) {
      parts.push({ text: parts.length === 0 ? '[' : ',' }, { value: value === undefined ? null : value });
    }
    if (parts.length === 0) parts.push({ text: '[' });
    parts.push({ text: ']' });
  } else {
    const members = container as Record<string, unknown>;
    // The default order is by UTF-16 code unit, which is what RFC 8785 asks for.
    for (const key of Object.keys(members).sort()) {
      if (members[key] === undefined) continue;
      parts.push({ text: `${parts.length === 0 ? '{' : ','}${JSON.stringify(key)}:` }, { value: members[key] });
    }
    if (parts.length === 0) parts.push({ text: '{' });
    parts.push({ text: '}' });
  }
  steps.push({ leave: container });
  for (let i = parts.length - 1; i >= 0; i--) steps.push(parts[i]!);
}

function scalar(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON cannot say ${value}`);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  throw new TypeError(`JSON cannot say a ${typeof value}`);
}
