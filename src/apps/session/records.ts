import { fileSigner } from '../../adapters/keys/file-signer.ts';
import { signingKeyPath, trustedKeyFiles } from '../../adapters/record/record-keys.ts';
import { type OpenRecording, openRecording } from '../../adapters/record/recording.ts';
import { readPublicKey } from '../../attest/public-key.ts';
import {
  checkRecords,
  type RecordTrust,
  type RejectedRecord,
  type SourceRecord,
  signRecord,
  sourceOf,
} from '../../attest/record-signature.ts';
import type { NoteRecord, Repository, Signer } from '../../model/ports.ts';

/** A repository opened for its records: what is read was checked, what is written is signed where a key was chosen. */
export interface OpenRecords extends OpenRecording {
  /** Records that were left out so far, each once. */
  readonly rejected: readonly RejectedRecord[];
  /** Why what was written is not signed; null where it is, or needs not be. */
  readonly unsigned: string | null;
}

export async function openRecords(path: string, signal: AbortSignal): Promise<OpenRecords> {
  const recording = await openRecording(path, signal);
  const { commonDir } = recording;
  const trust = recordTrust(commonDir);
  const rejected = new Map<string, RejectedRecord>();
  let unsigned: string | null = null;
  const checked = async (shas: readonly string[], abort: AbortSignal) => {
    const { notes, gaps } = await recording.notes(shas, abort);
    const judged = checkRecords(notes, trust);
    for (const one of judged.rejected) rejected.set(`${one.note.ref} ${one.note.commit}`, one);
    return { notes: judged.accepted, gaps };
  };
  return {
    ...recording,
    get processes() {
      return recording.processes;
    },
    get rejected() {
      return [...rejected.values()];
    },
    get unsigned() {
      return unsigned;
    },
    notes: checked,
    async writeNotes(ref, notes, abort) {
      const key = ref.startsWith('refs/notes/countersign/') ? signingKeyPath(commonDir) : null;
      if (key === null || notes.size === 0) return recording.writeNotes(ref, notes, abort);
      let signer: Signer;
      try {
        signer = fileSigner(key, process.env.COUNTERSIGN_KEY_PASSPHRASE);
      } catch (error) {
        // A record without a signature says less than one with it, and more than none.
        unsigned = error instanceof Error ? error.message : String(error);
        return recording.writeNotes(ref, notes, abort);
      }
      return recording.writeNotes(ref, await signAll(recording, ref, notes, signer, abort), abort);
    },
  };
}

/** Whose records a clone believes. A key file that cannot be read any more trusts nobody. */
function recordTrust(commonDir: string): RecordTrust {
  const { files, required } = trustedKeyFiles(commonDir);
  const keys = files.map((text) => readPublicKey(text));
  return { keys: keys.flatMap((key) => ('fault' in key ? [] : [key])), required };
}

/** A repository whose records are those that may be believed; one that is left out is a gap, so that it is told. */
export function checkedNotes(repository: Repository, gitDirectory: string): Repository {
  return {
    ...repository,
    async notes(commits, signal) {
      const { notes, gaps } = await repository.notes(commits, signal);
      const { accepted, rejected } = checkRecords(notes, recordTrust(gitDirectory));
      return { notes: accepted, gaps: [...gaps, ...rejected.map(({ because }) => ({ path: '.', reason: because }))] };
    },
  };
}

async function signAll(
  recording: OpenRecording,
  ref: string,
  notes: ReadonlyMap<string, string>,
  signer: Signer,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const carriedFrom = new Map([...notes].map(([commit, text]) => [commit, carried(text)]));
  const wanted = [...new Set([...carriedFrom.values()].flat())];
  const sources = new Map<string, SourceRecord[]>();
  const take = (note: NoteRecord): void => {
    sources.set(note.commit, [...(sources.get(note.commit) ?? []), sourceOf(note)]);
  };
  for (const note of (await recording.notes(wanted, signal)).notes) take(note);
  const signed = new Map<string, string>();
  const at = new Date().toISOString();
  for (const [commit, text] of notes) {
    const from = carriedFrom.get(commit)!.flatMap((sha) => sources.get(sha) ?? []);
    const own = await signRecord(text, { commit, ref, at, from }, signer, signal);
    signed.set(commit, own);
    // A commit of the same batch may be carried from this one.
    if (wanted.includes(commit) && !sources.has(commit)) take({ ref, commit, text: own });
  }
  return signed;
}

/** The commits that a note says it was carried from. */
function carried(text: string): string[] {
  const from = /"from":(\["[0-9a-f]{40,64}"(?:,"[0-9a-f]{40,64}")*\])/.exec(text)?.[1];
  return from === undefined ? [] : (JSON.parse(from) as string[]);
}
