import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEvidenceNotes } from '../../adapters/evidence/notes.ts';
import { type FileLedger, openLedger } from '../../adapters/ledger/file-ledger.ts';
import { appendToLedger } from '../../attest/ledger/append.ts';
import { type LedgerEntry, parseEntry, readLines } from '../../attest/ledger/entry.ts';
import type { TreeHead } from '../../attest/ledger/head.ts';
import { proveConsistency, proveInclusion } from '../../attest/ledger/prove.ts';
import type { TrustedKey } from '../../attest/public-key.ts';
import { readFault } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { Signer } from '../../model/ports.ts';
import { writeWhole } from './output.ts';
import { print } from './policy-print.ts';
import type { ExitCode, Globals } from './program.ts';
import { type SigningOptions, signerOf } from './signing.ts';
import { trustedKey } from './trust.ts';

interface LedgerPlace {
  /** Folder of the ledger; that of the repository unless told. */
  readonly ledger?: string;
}

/** The ledger that is meant: a given folder, or the one in the repository's git directory. */
export async function ledgerAt({ ledger }: LedgerPlace, { cwd, terminal }: Globals): Promise<FileLedger> {
  if (ledger !== undefined) return openLedger(resolve(cwd, ledger));
  const repository = await openEvidenceNotes(cwd, terminal.signal);
  repository.close();
  return openLedger(join(repository.commonDir, 'countersign', 'ledger'));
}

/** Tells two entries apart that say the same. */
export function nonce(): string {
  return randomBytes(8).toString('hex');
}

/** Adds entries with a head signed over all that is there. */
export function keepInLedger(
  store: FileLedger,
  entries: readonly LedgerEntry[],
  signer: Signer,
  { terminal }: Globals,
): Promise<TreeHead> {
  return appendToLedger(store, entries, { now: new Date().toISOString(), signer, signal: terminal.signal });
}

export interface ShowOptions extends LedgerPlace {
  readonly format: 'terminal' | 'json';
}

/** `countersign ledger show`: every entry, oldest first. */
export async function showLedger(options: ShowOptions, globals: Globals): Promise<ExitCode> {
  const store = await ledgerAt(options, globals);
  const { texts } = readLines(store.read().entries);
  const entries = texts.map(parseEntry);
  const lines = entries.map((entry, index) =>
    entry === null ? `${index + 1}  cannot be read by this version` : `${index + 1}  ${sentence(entry)}`,
  );
  const sections =
    entries.length === 0
      ? [{ title: 'The ledger is empty: countersign attest writes to it.', lines: [] }]
      : [{ title: `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`, lines }];
  print({ value: entries, sections }, options.format, globals);
  return 0;
}

function sentence({ at, kind, by, commit, body }: LedgerEntry): string {
  const about = commit === undefined ? '' : ` of ${commit.slice(0, 12)}`;
  const said =
    kind === 'decision' ? `: ${String(body.outcome)}` : kind === 'waiver' ? ` for ${String(body.covers)}` : '';
  return `${at.slice(0, 16).replace('T', ' ')}  ${kind}${about}${said}${by === '' ? '' : ` (${by})`}`;
}

interface HeadOptions extends LedgerPlace, SigningOptions {
  readonly output?: string;
}

/** `countersign ledger head`: signs the ledger as it stands, and gives the head to be kept elsewhere. */
export async function headOfLedger(options: HeadOptions, globals: Globals): Promise<ExitCode> {
  const store = await ledgerAt(options, globals);
  const signer = signerOf(options, globals);
  await keepInLedger(store, [], signer, globals);
  const text = `${readLines(store.read().heads).texts.at(-1)}\n`;
  if (options.output === undefined) globals.terminal.out(text);
  else writeWhole(globals.cwd, options.output, text);
  return 0;
}

interface ProveOptions extends LedgerPlace {
  readonly key: readonly string[];
  readonly since?: string;
  readonly output?: string;
}

/** `countersign ledger prove [N]`: that an entry is in the ledger, or that the ledger goes on from an earlier head. */
export async function proveFromLedger(
  entry: number | undefined,
  { key, since, output, ...place }: ProveOptions,
  globals: Globals,
): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  if ((entry === undefined) === (since === undefined)) {
    throw new CountersignError(
      'usage/bad-argument',
      'Give the number of an entry, or --since FILE with an earlier head.',
    );
  }
  const keys: readonly TrustedKey[] = key.map((path) => trustedKey(resolve(cwd, path)));
  const files = (await ledgerAt(place, globals)).read();
  const proof =
    entry !== undefined
      ? proveInclusion(files, entry - 1, keys)
      : proveConsistency(files, readText(resolve(cwd, since!)).trim(), keys);
  if ('fault' in proof) throw new CountersignError('usage/bad-argument', proof.fault);
  const text = `${JSON.stringify(proof)}\n`;
  if (output === undefined) terminal.out(text);
  else writeWhole(cwd, output, text);
  return 0;
}

/** A file's text; throws `path/not-readable`. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CountersignError('path/not-readable', `Cannot read ${path}: ${readFault(cause)}.`, { cause });
  }
}
