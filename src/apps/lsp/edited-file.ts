import { gitBlobId } from '../../lib/hash.ts';
import { languageOf } from '../../lib/language.ts';
import { decodeText } from '../../lib/text.ts';
import type { ChangedFile } from '../../model/change.ts';
import type { Content, LoadedChange, Repository } from '../../model/ports.ts';
import { hunksBetween } from './hunks.ts';

/** A file as an editor has it, saved or not, and as it was before the change. */
export interface EditedFile {
  /** From the top of the repository, POSIX. */
  readonly path: string;
  readonly text: string;
  /** The commit that the work is compared with; null where there is none. */
  readonly base: string | null;
}

/**
 * A repository whose only change is this one file, as the editor has it: so that the walk of `check` judges what is not
 * saved yet, with the policy, the baseline and the neighbours that the real repository has.
 */
export async function withEditedFile(real: Repository, file: EditedFile, signal: AbortSignal): Promise<Repository> {
  const { path, text, base } = file;
  const before = base === null ? null : await real.readAt(base, path, signal);
  const bytes = Buffer.from(text, 'utf8');
  const old = before !== null && 'bytes' in before ? before.bytes : null;
  const held = new Map<string, Content>([[gitBlobId(bytes, 'sha1'), { bytes }]]);
  const previousBlob = old === null ? undefined : gitBlobId(old, 'sha1');
  if (old !== null && previousBlob !== undefined) held.set(previousBlob, { bytes: old });
  const changed: ChangedFile = {
    path,
    status: old === null ? 'added' : 'modified',
    language: languageOf(path, bytes.subarray(0, 1024)),
    hunks: hunksBetween(textOf(old), text),
    blob: gitBlobId(bytes, 'sha1'),
    ...(previousBlob === undefined ? {} : { previousBlob }),
    mode: '100644',
  };
  const loaded: LoadedChange = {
    change: { repo: real.name, base, head: { kind: 'worktree' }, commits: [], files: [changed] },
    messages: new Map(),
    gaps: [],
    scope: path,
  };
  return {
    name: real.name,
    isGit: real.isGit,
    loadChange: async () => loaded,
    async read(requests, inner) {
      const elsewhere = requests.filter(({ blob }) => !held.has(blob));
      const read = elsewhere.length === 0 ? new Map<string, Content>() : await real.read(elsewhere, inner);
      return new Map([...read, ...held]);
    },
    readAt: (revision, asked, inner) =>
      revision === null && asked === path ? Promise.resolve({ bytes }) : real.readAt(revision, asked, inner),
    commitDiffs: async () => [],
    notes: async () => ({ notes: [], gaps: [] }),
  };
}

function textOf(bytes: Uint8Array | null): string {
  const decoded = bytes === null ? null : decodeText(bytes);
  return decoded !== null && 'text' in decoded ? decoded.text : '';
}
