import { canonicalJson } from '../lib/canonical-json.ts';
import { sha256 } from '../lib/hash.ts';
import type { NoteRecord, Signer } from '../model/ports.ts';
import { openEnvelope, sealEnvelope } from './dsse.ts';
import type { TrustedKey } from './public-key.ts';

const PAYLOAD_TYPE = 'application/vnd.countersign.record+json';

/** A record that another was carried from: its commit, the digest of its text, and the key that signed it, if one did. */
export interface SourceRecord {
  readonly commit: string;
  readonly record: string;
  readonly key?: string;
}

/** What is signed: this text, by this writer, for this commit. */
interface RecordStatement {
  readonly version: 1;
  readonly commit: string;
  readonly writer: string;
  /** SHA-256 of the record without its envelope. */
  readonly record: string;
  /** ISO 8601; of two records of one writer for one commit the later is meant. */
  readonly at: string;
  readonly from: readonly SourceRecord[];
}

/** Whose signatures are believed; with `required`, a record that nobody signed is not. */
export interface RecordTrust {
  readonly keys: readonly TrustedKey[];
  readonly required: boolean;
}

export interface RejectedRecord {
  readonly kind: 'forged' | 'swapped' | 'replayed' | 'untrusted' | 'unsigned';
  readonly note: NoteRecord;
  /** One sentence. */
  readonly because: string;
}

/** So many sources are named; a squash of more names the first ones and how many there were. */
const MOST_SOURCES = 40;

/** Puts a signature into a note, over its text, its commit and its writer; text that is no record stays as it is. */
export async function signRecord(
  text: string,
  bound: { readonly commit: string; readonly ref: string; readonly at: string; readonly from: readonly SourceRecord[] },
  signer: Signer,
  signal: AbortSignal,
): Promise<string> {
  const parts = partsOf(text);
  if (!parts) return text;
  const statement: RecordStatement = {
    version: 1,
    commit: bound.commit,
    writer: writerOf(bound.ref),
    record: sha256(parts.bare),
    at: bound.at,
    from: bound.from.slice(0, MOST_SOURCES),
  };
  const payload = new TextEncoder().encode(canonicalJson(statement));
  const envelope = await sealEnvelope(PAYLOAD_TYPE, payload, signer, signal);
  return assemble(parts.body, { ...parts.metadata, countersign: { ...parts.ours, envelope } });
}

/** What a later record says about one that it was carried from. */
export function sourceOf({ commit, text }: NoteRecord): SourceRecord {
  const parts = partsOf(text);
  const signature = parts && objectIn(listIn(objectIn(parts.ours.envelope).signatures)[0]);
  const key = signature && typeof signature.keyid === 'string' ? { key: signature.keyid } : {};
  return { commit, record: sha256(parts?.bare ?? text), ...key };
}

/**
 * Leaves out, by name and reason, every record whose signature does not fit: made by nobody who is trusted, changed since,
 * moved from another commit, shown under another writer, or older than what the same writer says elsewhere.
 */
export function checkRecords(
  notes: readonly NoteRecord[],
  trust: RecordTrust,
): { readonly accepted: readonly NoteRecord[]; readonly rejected: readonly RejectedRecord[] } {
  const rejected: RejectedRecord[] = [];
  const latest = new Map<string, { at: string; note: NoteRecord }>();
  const refuse = (kind: RejectedRecord['kind'], note: NoteRecord, because: string): boolean => {
    rejected.push({ kind, note, because });
    return false;
  };
  const accepted = notes.filter((note) => {
    const parts = note.text.includes('"envelope":') ? partsOf(note.text) : undefined;
    const name = `${writerOf(note.ref)} for ${note.commit.slice(0, 12)}`;
    if (parts?.ours.envelope === undefined) {
      if (!trust.required || !isOurs(note.ref)) return true;
      return refuse('unsigned', note, `The record of ${name} is not signed, and here it has to be.`);
    }
    const read = statementIn(parts.ours.envelope, trust);
    if ('fault' in read) return refuse(read.kind, note, `The record of ${name} is rejected: ${read.fault}`);
    const { statement } = read;
    if (statement.commit !== note.commit) {
      const whose = shown(statement.commit).slice(0, 12);
      return refuse('swapped', note, `The record of ${name} was signed for another commit: ${whose}.`);
    }
    if (statement.writer !== writerOf(note.ref)) {
      const whose = shown(statement.writer);
      return refuse('replayed', note, `The record of ${name} was signed by another writer: ${whose}.`);
    }
    if (statement.record !== sha256(parts.bare))
      return refuse('forged', note, `The record of ${name} was changed after it was signed.`);
    const id = `${statement.writer} ${statement.commit}`;
    const before = latest.get(id);
    if (before && before.at !== statement.at) {
      const old = before.at < statement.at ? before.note : note;
      refuse('replayed', old, `The record of ${name} in ${old.ref} is older than one of the same writer.`);
      if (old === note) return false;
    }
    latest.set(id, { at: statement.at, note });
    return true;
  });
  const out = new Set(rejected.map(({ note }) => note));
  return { accepted: accepted.filter((note) => !out.has(note)), rejected };
}

/** Where nobody chose a key, a signature only says that nothing was changed or moved by accident or by half. */
function statementIn(
  envelope: unknown,
  { keys }: RecordTrust,
): { statement: RecordStatement } | { kind: 'forged' | 'untrusted'; fault: string } {
  let payload: Uint8Array;
  if (keys.length > 0) {
    const opened = openEnvelope(envelope, PAYLOAD_TYPE, keys);
    if ('fault' in opened)
      return { kind: opened.fault.includes('another key') ? 'untrusted' : 'forged', fault: opened.fault };
    payload = opened.payload;
  } else payload = Buffer.from(String(objectIn(envelope).payload ?? ''), 'base64');
  const value = parsed(Buffer.from(payload).toString('utf8'));
  const { version, commit, writer, record, at } = value ?? {};
  const texts = [commit, writer, record, at].every((member) => typeof member === 'string');
  if (version !== 1 || !texts) return { kind: 'forged', fault: 'what was signed is no record.' };
  return { statement: value as unknown as RecordStatement };
}

const isOurs = (ref: string): boolean => ref.startsWith('refs/notes/countersign/');
/** The last part of a ref: the same here and where it was fetched to. */
const writerOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
const shown = (text: string): string => text.replaceAll(/[^\w.-]/g, '·').slice(0, 64);

interface Parts {
  readonly body: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ours: Readonly<Record<string, unknown>>;
  /** The whole note as it stands without an envelope. */
  readonly bare: string;
}

function partsOf(text: string): Parts | undefined {
  const divider = text.startsWith('---\n') ? 0 : text.indexOf('\n---\n') + 1;
  if (divider === 0 && !text.startsWith('---\n')) return undefined;
  const body = text.slice(0, divider);
  const metadata = parsed(text.slice(divider + 4));
  if (!metadata) return undefined;
  const ours = objectIn(metadata.countersign);
  const { envelope: _envelope, ...rest } = ours;
  return { body, metadata, ours, bare: assemble(body, { ...metadata, countersign: rest }) };
}

const assemble = (body: string, metadata: object): string => `${body}---\n${canonicalJson(metadata)}\n`;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
