/** Reads what a forge answered: every field may be missing or of another type. */
export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** A commit id, in lower case. */
export function commitId(value: unknown): string | undefined {
  const id = text(value)?.toLowerCase();
  return id !== undefined && COMMIT.test(id) ? id : undefined;
}

/** ISO 8601 in UTC. */
export function time(value: unknown): string | undefined {
  const given = text(value);
  const at = given === undefined ? Number.NaN : Date.parse(given);
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}
