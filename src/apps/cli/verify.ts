import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EvidenceNotes, openEvidenceNotes } from '../../adapters/evidence/notes.ts';
import { isOciLayout, readOciLayout } from '../../adapters/evidence/oci-layout.ts';
import { isLedger, openLedger } from '../../adapters/ledger/file-ledger.ts';
import { verifyLedger, verifyProof } from '../../attest/ledger/verify.ts';
import { type VerifyOptions as CoreOptions, type Verified, verifyEvidence } from '../../attest/verify.ts';
import { OUTCOMES } from '../../model/decision.ts';
import { CountersignError } from '../../model/error.ts';
import { readText } from './ledger.ts';
import { print, type Section } from './policy-print.ts';
import type { ExitCode, Globals } from './program.ts';
import { trustedKey } from './trust.ts';

export interface VerifyOptions {
  readonly key: readonly string[];
  readonly notes?: string;
  readonly ledger?: true;
  readonly commit?: string;
  readonly outcome?: string;
  readonly at?: string;
  /** A head of a ledger that was kept elsewhere. */
  readonly head?: string;
  readonly format: 'terminal' | 'json';
}

interface Source {
  readonly name: string;
  readonly text: string;
  /** Set for a folder that holds a ledger. */
  readonly ledger?: string;
}

/** `countersign verify`: 0 when everything in every file holds, 1 when something does not. */
export async function verifyCommand(
  files: readonly string[],
  options: VerifyOptions,
  globals: Globals,
): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const keys = options.key.map((path) => trustedKey(resolve(cwd, path)));
  const known = options.at === undefined ? undefined : dayOf(options.at);
  if (options.outcome !== undefined && !OUTCOMES.some((one) => one === options.outcome)) {
    throw new CountersignError('usage/bad-argument', `--outcome is one of ${OUTCOMES.join(', ')}.`);
  }
  const repository = await repositoryAt(globals);
  try {
    const commit = options.commit === undefined ? undefined : await commitOf(options.commit, repository, globals);
    const sources: Source[] = [
      ...files.map((file) => sourceOf(file, cwd)),
      ...(await fromNotes(options.notes, repository, globals)),
    ];
    if (options.ledger && repository !== null) {
      const ledger = join(repository.commonDir, 'countersign', 'ledger');
      sources.push({ name: 'the ledger of this repository', text: '', ledger });
    }
    if (sources.length === 0)
      throw new CountersignError('usage/bad-argument', 'Name what to verify: a FILE, --notes REVISION or --ledger.');
    const core: CoreOptions = {
      keys,
      now: new Date().toISOString(),
      ...(known === undefined ? {} : { known }),
      ...(commit === undefined ? {} : { commit }),
      ...(options.outcome === undefined ? {} : { outcome: options.outcome }),
      ...(repository === null ? {} : { treeOf: (id: string) => repository.tree(id, terminal.signal) }),
    };
    const kept = options.head === undefined ? {} : { kept: readText(resolve(cwd, options.head)) };
    const results: { name: string; verified: Verified }[] = [];
    for (const source of sources) results.push({ name: source.name, verified: await verifySource(source, core, kept) });
    const value = results.map(({ name, verified: { statements, ...verified } }) => ({
      file: name,
      ...verified,
      statements,
    }));
    print({ value, sections: sectionsOf(results) }, options.format, globals);
    return results.every(({ verified }) => verified.holds) ? 0 : 1;
  } finally {
    repository?.close();
  }
}

async function verifySource(
  { text, ledger }: Source,
  options: CoreOptions,
  kept: { readonly kept?: string },
): Promise<Verified> {
  if (ledger !== undefined)
    return { ...verifyLedger(openLedger(ledger).read(), { ...options, ...kept }), statements: [] };
  if (/^\s*\{"version":1,"kind":"(inclusion|consistency)"/.test(text))
    return { ...verifyProof(text, options), statements: [] };
  return verifyEvidence(text, options);
}

/** One file is told in full; of many, those that do not hold and how many do. */
function sectionsOf(results: readonly { readonly name: string; readonly verified: Verified }[]): readonly Section[] {
  const shown = results.length === 1 ? results : results.filter(({ verified }) => !verified.holds);
  const sections = shown.map(({ name, verified: { holds, checks } }) => ({
    title: `${holds ? 'HOLDS' : 'DOES NOT HOLD'}: ${name}`,
    lines: [...checks]
      .sort((a, b) => Number(a.holds !== false) - Number(b.holds !== false))
      .map(({ holds: one, said }) => `${one === null ? '–' : one ? '✓' : '✗'} ${said}`),
  }));
  if (results.length === 1) return sections;
  const good = results.length - shown.length;
  return [...sections, { title: `${good} of ${results.length} files hold.`, lines: [] }];
}

function dayOf(text: string): string {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new CountersignError('usage/bad-argument', '--at is a date such as 2030-01-31.');
  return new Date(at).toISOString();
}

function sourceOf(file: string, cwd: string): Source {
  if (file === '-') return { name: 'standard input', text: readFileSync(0, 'utf8') };
  const path = resolve(cwd, file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() && isOciLayout(path)) return { name: file, text: readOciLayout(path) };
  if (stat?.isDirectory() && isLedger(path)) return { name: file, text: '', ledger: path };
  if (stat?.isDirectory()) {
    throw new CountersignError(
      'path/not-readable',
      `${file} is a folder, and neither an OCI image layout nor a ledger.`,
    );
  }
  return { name: file, text: readText(path) };
}

/** Null outside a repository: evidence stands without one. */
async function repositoryAt({ cwd, terminal }: Globals): Promise<EvidenceNotes | null> {
  try {
    return await openEvidenceNotes(cwd, terminal.signal);
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'git/not-a-repository') return null;
    throw error;
  }
}

async function commitOf(revision: string, repository: EvidenceNotes | null, { terminal }: Globals): Promise<string> {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(revision)) return revision;
  const commit = (await repository?.commit(revision, terminal.signal)) ?? null;
  if (commit !== null) return commit;
  const where =
    repository === null ? 'outside a repository a commit is given by its full id' : 'there is no such commit';
  throw new CountersignError('git/unknown-revision', `--commit ${JSON.stringify(revision)}: ${where}.`);
}

async function fromNotes(
  revision: string | undefined,
  repository: EvidenceNotes | null,
  globals: Globals,
): Promise<readonly Source[]> {
  if (revision === undefined) return [];
  const commit = await commitOf(revision, repository, globals);
  const text = (await repository?.read(commit, globals.terminal.signal)) ?? null;
  if (text === null)
    throw new CountersignError('path/not-found', `No evidence is kept for ${commit.slice(0, 12)} here.`);
  return [{ name: `notes of ${commit.slice(0, 12)}`, text }];
}
