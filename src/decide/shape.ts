/** Says what is wrong with a value, in phrases that begin with where: `change.files[0].path is missing`. */
export type Shape = (value: unknown, at: string, faults: string[]) => void;

const ENOUGH = 5;

function wrong(place: string, value: unknown, wanted: string): string {
  const at = place === '' ? 'the whole' : place;
  return value === undefined ? `${at} is missing` : `${at} is not ${wanted}`;
}

export const text: Shape = (value, at, faults) => {
  if (typeof value !== 'string') faults.push(wrong(at, value, 'a text'));
};

/** A text that says something. */
export const name: Shape = (value, at, faults) => {
  if (typeof value !== 'string' || value === '') faults.push(wrong(at, value, 'a text that says something'));
};

export const yesOrNo: Shape = (value, at, faults) => {
  if (typeof value !== 'boolean') faults.push(wrong(at, value, 'true or false'));
};

/** ISO 8601 with a year, and a time that exists. */
export const moment: Shape = (value, at, faults) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(Date.parse(value))) {
    faults.push(wrong(at, value, 'a time'));
  }
};

export function whole(least: number): Shape {
  return (value, at, faults) => {
    if (!Number.isSafeInteger(value) || (value as number) < least) {
      faults.push(wrong(at, value, `a whole number from ${least}`));
    }
  };
}

export function oneOf(...values: readonly unknown[]): Shape {
  return (value, at, faults) => {
    if (!values.includes(value)) faults.push(wrong(at, value, `one of ${values.join(', ')}`));
  };
}

export function optional(shape: Shape): Shape {
  return (value, at, faults) => {
    if (value !== undefined) shape(value, at, faults);
  };
}

export function orNull(shape: Shape): Shape {
  return (value, at, faults) => {
    if (value !== null) shape(value, at, faults);
  };
}

export function list(shape: Shape): Shape {
  return (value, at, faults) => {
    if (!Array.isArray(value)) {
      faults.push(wrong(at, value, 'a list'));
      return;
    }
    // By index: a hole in a list is a missing value.
    for (let i = 0; i < value.length && faults.length < ENOUGH; i++) shape(value[i], `${at}[${i}]`, faults);
  };
}

/** Members beyond those named are not looked at. */
export function record(shapes: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(shapes);
  return (value, at, faults) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push(wrong(at, value, 'an object'));
      return;
    }
    for (const [key, shape] of entries) {
      if (faults.length >= ENOUGH) return;
      // Own members only: nothing inherited counts as a fact.
      const member = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      shape(member, at === '' ? key : `${at}.${key}`, faults);
    }
  };
}

/** An object whose members are all alike, whatever their names. */
export function mapOf(shape: Shape): Shape {
  return (value, at, faults) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push(wrong(at, value, 'an object'));
      return;
    }
    for (const [key, member] of Object.entries(value)) {
      if (faults.length >= ENOUGH) return;
      shape(member, `${at}.${key}`, faults);
    }
  };
}
