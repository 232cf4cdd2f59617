import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileState, JournalEntry } from '../../model/journal.ts';
import { openPrints, sealPrints } from './sealed-prints.ts';

/** When the journal is this large it becomes the old one, and the one before that is forgotten. */
const ROTATE_BYTES = 8 * 1024 * 1024;
/** 16 for prints, 32 to seal them. */
const SECRET_BYTES = 48;

export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  /** When it was begun; null where there is none. */
  readonly since: string | null;
  /** Events that could not be recorded, and lines that cannot be read. */
  readonly lost: number;
}

/** The local memory of what assistants did: prints of lines, never their text. */
export interface Journal {
  /** 16 secret bytes for the prints of lines. */
  readonly printSecret: Uint8Array;
  /** One write, so that two assistants at once do not tear each other's lines. Throws when the disk refuses. */
  append(entry: JournalEntry): void;
  /** Counts an event that could not be understood. */
  lose(at: string, reason: string): void;
  read(): ReadJournal;
}

/** @param commonDir the git directory that all work trees share. Makes the folder and the secret when they are missing. */
export function openJournal(commonDir: string): Journal {
  const folder = join(commonDir, 'countersign');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'journal');
  let secret = secretIn(folder);
  const isDamaged = secret.length !== SECRET_BYTES;
  if (isDamaged) {
    // Without its secret a journal says nothing: both are put aside, and the loss is counted in the new one.
    for (const name of ['secret', 'journal', 'journal.old']) setAside(join(folder, name));
    secret = secretIn(folder);
  }
  const sealKey = secret.subarray(16, SECRET_BYTES);
  const write = (line: unknown, at: string): void => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > ROTATE_BYTES) renameSync(path, `${path}.old`);
    const begun = size === 0 || size > ROTATE_BYTES ? `${JSON.stringify({ v: 1, since: at })}\n` : '';
    // The newline in front ends a line that a full disk may have cut.
    appendFileSync(path, `\n${begun}${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  const lose = (at: string, reason: string): void => write({ v: 1, at, lost: reason }, at);
  if (isDamaged) lose(new Date().toISOString(), 'the secret of the journal was damaged');
  return {
    printSecret: secret.subarray(0, 16),
    append: ({ files, ...entry }) => {
      const stored = files.map(({ path, lines }) => [
        path,
        lines === undefined ? false : lines && sealPrints(lines, sealKey),
      ]);
      write({ v: 1, ...entry, files: stored }, entry.at);
    },
    lose,
    read: () => readJournal(path, sealKey),
  };
}

function setAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // It was not there, or another process was faster.
  }
}

function secretIn(folder: string): Buffer {
  const path = join(folder, 'secret');
  try {
    writeFileSync(path, randomBytes(SECRET_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path);
}

function readJournal(path: string, key: Uint8Array): ReadJournal {
  const entries: JournalEntry[] = [];
  let since: string | null = null;
  let lost = 0;
  for (const file of [`${path}.old`, path]) {
    for (const line of linesOf(file)) {
      if (line === '') continue;
      const stored = parsed(line);
      if (stored?.v === 1 && typeof stored.since === 'string') since ??= stored.since;
      else {
        const entry = stored?.v === 1 ? entryOf(stored, key) : undefined;
        if (entry) entries.push(entry);
        else lost++;
      }
    }
  }
  return { entries, since, lost };
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(stored: Record<string, unknown>, key: Uint8Array): JournalEntry | undefined {
  const { at, phase, tool, session, model, call, shell, workTree, head, files } = stored;
  if (phase !== 'start' && phase !== 'before' && phase !== 'after') return undefined;
  if (typeof at !== 'string' || typeof tool !== 'string' || typeof session !== 'string') return undefined;
  const states = Array.isArray(files) ? files.map((file) => stateOf(file, key)) : [];
  if (states.includes(undefined)) return undefined;
  return {
    at,
    phase,
    tool,
    session,
    ...(typeof model === 'string' ? { model } : {}),
    ...(typeof call === 'string' ? { call } : {}),
    shell: shell === true,
    workTree: typeof workTree === 'string' ? workTree : '',
    ...(typeof head === 'string' ? { head } : {}),
    files: states.filter((state) => state !== undefined),
  };
}

function stateOf(file: unknown, key: Uint8Array): FileState | undefined {
  if (!Array.isArray(file) || typeof file[0] !== 'string') return undefined;
  const [path, sealed] = file as [string, unknown];
  if (sealed === null) return { path, lines: null };
  if (sealed === false) return { path, lines: undefined };
  const lines = typeof sealed === 'string' ? openPrints(sealed, key) : undefined;
  return lines ? { path, lines } : undefined;
}
