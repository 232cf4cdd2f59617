import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writerRef } from '../../adapters/record/writer.ts';
import { readAgentTraces, TRACES_PATH, type TracedRanges } from '../../attribute/agent-trace.ts';
import { codingSessionRecords, readCodingSession } from '../../attribute/chainloop.ts';
import { declaredRecords } from '../../attribute/declared-records.ts';
import { checkpointOf, ENTIRE_BRANCHES, entireRecords, metadataPaths } from '../../attribute/entire.ts';
import { notesFrom } from '../../attribute/exchange.ts';
import { addedBy } from '../../attribute/recorded.ts';
import { readFault } from '../../lib/io-reason.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { BlamedRange } from '../../model/ports.ts';
import type { CommitFacts } from '../../model/recording.ts';
import { type OpenRecords, openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';
import { GIT_AI, MOST_COMMITS, recordsOfHistory } from './record-history.ts';

type ImportFormat = 'git-ai' | 'agent-trace' | 'entire' | 'aider' | 'chainloop' | 'trailers';

/** Records of another form, and sentences about what of them could not be read. */
interface Imported {
  readonly traced: readonly TracedRanges[];
  readonly faults: readonly string[];
}

/** `countersign provenance import --from FORMAT [FILE…]`: foreign records into those of this clone, as far as they can be right. */
export async function importCommand(
  files: readonly string[],
  { from }: { readonly from: ImportFormat },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  if (files.length > 0 !== (from === 'chainloop')) {
    const sentence =
      from === 'chainloop'
        ? 'Name the AI_CODING_SESSION files to import.'
        : `--from ${from} reads the repository; name no files.`;
    throw new CountersignError('usage/bad-argument', sentence);
  }
  const recording = await openRecords(cwd, signal);
  try {
    const ref = writerRef(recording.commonDir);
    const { traced, faults } = await read(recording, from, files, cwd, signal);
    const own = await recording.noted(ref, signal);
    const commits = [...new Set(traced.map(({ commit }) => commit))].filter((commit) => !own.has(commit));
    const facts = await recording.commits(commits, signal);
    const diffs = await recording.diffs([...facts.keys()], signal);
    const notes = notesFrom(traced, diffs, facts, VERSION);
    await recording.writeNotes(ref, notes, signal);
    terminal.out(`Imported the records of ${notes.size} commits.\n`);
    const known = new Set(traced.map(({ commit }) => commit)).size - commits.length;
    if (known > 0) terminal.out(`${known} more have a record of this clone already, which stays as it is.\n`);
    for (const fault of faults) terminal.err(`countersign: ${fault}.\n`);
    return 0;
  } finally {
    recording.close();
  }
}

async function read(
  recording: OpenRecords,
  from: ImportFormat,
  files: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<Imported> {
  switch (from) {
    case 'git-ai':
      return { ...(await recordsOfHistory(recording, signal, (name) => name === GIT_AI)), faults: [] };
    case 'agent-trace':
      return tracesOfHead(recording, signal);
    case 'chainloop':
      return sessionsIn(recording, files, cwd, signal);
    case 'entire':
      return checkpoints(recording, signal);
    case 'aider':
    case 'trailers': {
      const { facts, added } = await history(recording, signal);
      return { traced: declaredRecords(facts.values(), added, from === 'aider' ? 'aider' : undefined), faults: [] };
    }
  }
}

async function history(recording: OpenRecords, signal: AbortSignal, wanted?: (fact: CommitFacts) => boolean) {
  const head = await recording.head(signal);
  const shas = head === null ? [] : await recording.reachable([head], [], MOST_COMMITS, signal);
  const all = await recording.commits(shas, signal);
  const facts = wanted === undefined ? all : new Map([...all].filter(([, fact]) => wanted(fact)));
  return { facts, added: addedBy(await recording.diffs([...facts.keys()], signal)) };
}

async function tracesOfHead(recording: OpenRecords, signal: AbortSignal): Promise<Imported> {
  const head = await recording.head(signal);
  const [bytes] = head === null ? [] : await recording.files([{ commit: head, path: TRACES_PATH }], signal);
  if (!bytes) throw new CountersignError('path/not-found', `There is no ${TRACES_PATH} in HEAD.`);
  const { traced, faults } = readAgentTraces(Buffer.from(bytes).toString('utf8'));
  return {
    traced,
    faults: faults === 0 ? [] : [`${faults} lines of ${TRACES_PATH} are no records and were left out`],
  };
}

async function checkpoints(recording: OpenRecords, signal: AbortSignal): Promise<Imported> {
  const tips = await Promise.all(ENTIRE_BRANCHES.map((branch) => recording.find(branch, signal)));
  const branches = tips.filter((tip) => tip !== null);
  if (branches.length === 0)
    throw new CountersignError('git/unknown-revision', 'There is no branch entire/checkpoints/v1; fetch it first.');
  const { facts, added } = await history(recording, signal, (fact) => checkpointOf(fact) !== undefined);
  const traced: TracedRanges[] = [];
  const faults: string[] = [];
  for (const [commit, fact] of facts) {
    const paths = metadataPaths(checkpointOf(fact)!);
    const requests = branches.flatMap((branch) => paths.map((path) => ({ commit: branch, path })));
    const metadata = (await recording.files(requests, signal)).filter((bytes) => bytes !== undefined);
    if (metadata.length === 0) faults.push(`the checkpoint of ${commit.slice(0, 12)} is not on the branch`);
    const texts = [...new Set(metadata.map((bytes) => Buffer.from(bytes).toString('utf8')))];
    traced.push(...entireRecords(commit, texts, added));
  }
  return { traced, faults };
}

async function sessionsIn(
  recording: OpenRecords,
  files: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<Imported> {
  const traced: TracedRanges[] = [];
  const faults: string[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(resolve(cwd, file), 'utf8');
    } catch (cause) {
      throw new CountersignError('path/not-readable', `${file} cannot be read: ${readFault(cause)}.`, { cause });
    }
    const session = readCodingSession(text);
    const here = session ? await recording.commits(session.commits, signal) : new Map();
    const last = session?.commits.findLast((commit) => here.has(commit));
    if (!session || last === undefined) {
      faults.push(
        session ? `${file} names no commit of this repository` : `${file} is not an AI_CODING_SESSION document`,
      );
      continue;
    }
    const blamed = new Map<string, readonly BlamedRange[]>();
    for (const { path } of session.files) {
      const [bytes] = await recording.files([{ commit: last, path }], signal);
      if (bytes) blamed.set(path, await recording.blame(last, path, signal));
    }
    const added = addedBy(await recording.diffs([...here.keys()], signal));
    traced.push(...codingSessionRecords(session, (path) => blamed.get(path), added));
  }
  return { traced, faults };
}
