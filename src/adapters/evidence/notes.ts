import { BLOB_CAP, openSession } from '../git/session.ts';
import { writeNotes } from '../record/note-refs.ts';

/** Apart from the records of authorship: evidence may be pushed where those stay at home, and the other way round. */
const EVIDENCE_REF = 'refs/notes/countersign-evidence';

/** Evidence of a repository's commits, kept as notes: one bundle a line, so that two clones merge by `cat_sort_uniq`. */
export interface EvidenceNotes {
  /** Full id of the commit that a revision names; null when there is none. */
  commit(revision: string, signal: AbortSignal): Promise<string | null>;
  /** Tree of a commit (full id); null when the commit is not there. */
  tree(commit: string, signal: AbortSignal): Promise<string | null>;
  /** Null where the commit has no evidence. */
  read(commit: string, signal: AbortSignal): Promise<string | null>;
  /** Adds lines to those that are there. */
  add(commit: string, lines: string, signal: AbortSignal): Promise<void>;
  /** The git directory that all work trees share. */
  readonly commonDir: string;
  close(): void;
}

/** @throws CountersignError `git/not-a-repository`, `git/failed` */
export async function openEvidenceNotes(path: string, opening: AbortSignal): Promise<EvidenceNotes> {
  const session = await openSession(path, BLOB_CAP, opening);
  const ask = async (name: string, type: string, signal: AbortSignal) => {
    const answer = await session.objects.ask(name, BLOB_CAP, signal);
    return typeof answer === 'string' || answer.type !== type ? null : answer;
  };
  const read = async (commit: string, signal: AbortSignal): Promise<string | null> => {
    // The tree of notes is cut into folders of two digits as it grows.
    for (let depth = 0; depth < 4; depth++) {
      const folders = Array.from({ length: depth }, (_, i) => `${commit.slice(i * 2, i * 2 + 2)}/`).join('');
      const blob = await ask(`${EVIDENCE_REF}:${folders}${commit.slice(depth * 2)}`, 'blob', signal);
      if (blob?.bytes !== undefined) return blob.bytes.toString('utf8');
    }
    return null;
  };
  return {
    commonDir: session.location.commonDir,
    commit: async (revision, signal) =>
      /^-|[\n\0]/.test(revision) ? null : ((await ask(`${revision}^{commit}`, 'commit', signal))?.id ?? null),
    tree: async (commit, signal) =>
      /^[0-9a-f]{40,64}$/.test(commit) ? ((await ask(`${commit}^{tree}`, 'tree', signal))?.id ?? null) : null,
    read,
    async add(commit, lines, signal) {
      const before = (await read(commit, signal)) ?? '';
      const all = new Set(`${before}\n${lines}`.split('\n').filter((line) => line !== ''));
      const note = new Map([[commit, `${[...all].join('\n')}\n`]]);
      await writeNotes(session, EVIDENCE_REF, note, signal, 'Keep evidence of this commit\n');
    },
    close: () => session.close(),
  };
}
