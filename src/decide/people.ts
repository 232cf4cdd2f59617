import type { Safeguard } from '../model/safeguard.ts';

/** What is on record of a person: a course that was completed, or a document in one version that was acknowledged. */
export interface PersonRecord {
  readonly person: string;
  /** Name of the course, or path of the document. */
  readonly about: string;
  /** ISO 8601. */
  readonly at: string;
  /** Last day, ISO 8601; absent where the record does not say. */
  readonly expires?: string;
  /** SHA-256 of the document as it was acknowledged. */
  readonly sha256?: string;
}

const DAY = /^\d{4}-\d\d-\d\d/;

/** Reads records as CSV (with a line of names: `person`, `about`, `at`, `expires`, `sha256`) or as xAPI statements; a fault is a phrase. */
export function readRecords(text: string): readonly PersonRecord[] | { readonly fault: string } {
  const start = text.trimStart();
  return start.startsWith('[') || start.startsWith('{') ? readStatements(text) : readCsv(text);
}

function readCsv(text: string): readonly PersonRecord[] | { readonly fault: string } {
  const rows = rowsOf(text);
  if (rows === null) return { fault: 'a quote is not closed' };
  const [names = [], ...body] = rows;
  const column = new Map(names.map((name, index) => [name.trim().toLowerCase(), index]));
  for (const name of ['person', 'about', 'at']) if (!column.has(name)) return { fault: `it has no column ${name}` };
  const records: PersonRecord[] = [];
  for (const [index, row] of body.entries()) {
    const value = (name: string) => row[column.get(name) ?? -1]?.trim() ?? '';
    const record = {
      person: value('person'),
      about: value('about'),
      at: value('at'),
      ...(value('expires') === '' ? {} : { expires: value('expires') }),
      ...(value('sha256') === '' ? {} : { sha256: value('sha256').toLowerCase() }),
    };
    const fault = faultOf(record);
    if (fault !== null) return { fault: `row ${index + 2}: ${fault}` };
    records.push(record);
  }
  return records;
}

/** Cells by row, RFC 4180; null where a quote stays open. */
function rowsOf(text: string): readonly (readonly string[])[] | null {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  const endRow = () => {
    if (row.length > 0 || cell.trim() !== '') rows.push([...row, cell]);
    [row, cell] = [[], ''];
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r' && char !== '\ufeff') cell += char;
  }
  endRow();
  return quoted ? null : rows;
}

/** Statements as an array, or one a line; only those that say completed or passed, and not that it failed. */
function readStatements(text: string): readonly PersonRecord[] | { readonly fault: string } {
  let values: unknown[];
  try {
    const trimmed = text.trim();
    if (trimmed.startsWith('[')) values = JSON.parse(trimmed) as unknown[];
    else
      values = trimmed
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown);
  } catch {
    return { fault: 'it is neither CSV nor xAPI statements' };
  }
  const records: PersonRecord[] = [];
  for (const [index, value] of values.entries()) {
    const one = value as {
      actor?: { mbox?: unknown; account?: { name?: unknown } };
      verb?: { id?: unknown };
      object?: { id?: unknown };
      timestamp?: unknown;
      result?: { success?: unknown; completion?: unknown };
    } | null;
    if (!/\/(completed|passed|mastered)$/.test(String(one?.verb?.id ?? ''))) continue;
    if (one?.result?.success === false || one?.result?.completion === false) continue;
    const mail = one?.actor?.mbox;
    const person = typeof mail === 'string' ? mail.replace(/^mailto:/, '') : one?.actor?.account?.name;
    const record = { person: textOf(person), about: textOf(one?.object?.id), at: textOf(one?.timestamp) };
    const fault = faultOf(record);
    if (fault !== null) return { fault: `statement ${index + 1}: ${fault}` };
    records.push(record);
  }
  return records;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function faultOf({ person, about, at, expires, sha256 }: PersonRecord): string | null {
  if (person === '') return 'it does not name a person';
  if (about === '') return 'it does not say what it is about';
  if (!isDay(at)) return `${JSON.stringify(at)} is not a time`;
  if (expires !== undefined && !isDay(expires)) return `${JSON.stringify(expires)} is not a day`;
  return sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256) ? null : 'its sha256 is none';
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}

/** Training that still counts at `now`: by its own end, else for so many days; of somebody, whatever the course. */
export function trainingOf(records: readonly PersonRecord[], now: string, days: number): readonly Safeguard[] {
  const current = records.filter(({ at, expires }) => {
    if (Date.parse(at) > Date.parse(now)) return false;
    const end =
      expires === undefined ? Date.parse(at) + days * 86_400_000 : Date.parse(expires.slice(0, 10)) + 86_400_000 - 1;
    return Date.parse(now) <= end;
  });
  return distinctPeople(current.map(({ person, at }) => given('training', person, at)));
}

/** People who acknowledged every document in its present version. */
export function acknowledgementsOf(
  records: readonly PersonRecord[],
  documents: ReadonlyMap<string, string>,
  now: string,
): readonly Safeguard[] {
  const people = [...new Set(records.map(({ person }) => person.toLowerCase()))];
  return people.flatMap((person) => {
    const own = records.filter((one) => one.person.toLowerCase() === person && Date.parse(one.at) <= Date.parse(now));
    const last = own
      .map(({ at }) => at)
      .sort()
      .at(-1);
    const all = [...documents].every(([path, sha256]) =>
      own.some((one) => one.about === path && one.sha256 === sha256),
    );
    return all && documents.size > 0 && last !== undefined ? [given('acknowledgement', person, last)] : [];
  });
}

function given(kind: 'training' | 'acknowledgement', person: string, at: string): Safeguard {
  return { kind, covers: ['**'], by: { id: person, kind: 'person' }, at };
}

function distinctPeople(all: readonly Safeguard[]): readonly Safeguard[] {
  return [...new Map(all.map((one) => [one.by.id.toLowerCase(), one])).values()];
}
