import type { CommitDiff } from '../../model/ports.ts';
import { patchParser } from './patch.ts';
import { shownPath } from './raw-path.ts';
import type { Session } from './session.ts';

/** `git log` arguments under which neither the repository nor the machine has a say in what a commit's header looks like. */
export const HEADER_ARGUMENTS = [
  '--no-mailmap',
  '--no-show-signature',
  '--no-decorate',
  '--no-notes',
  '--no-color',
] as const;

interface CommitPatches {
  push(chunk: Buffer): void;
  /** The diffs so far, in git's order; the last one may be a part where git stopped early. */
  done(): CommitDiff[];
}

/**
 * Reads `git log --pretty=raw -m -p` as a stream: one diff for each parent of each commit. Where `-m` does not say which
 * parent it is against, it is the first; a commit whose parents were left on the server has none.
 */
export function commitPatches(session: Pick<Session, 'shallow'>): CommitPatches {
  const diffs: CommitDiff[] = [];
  let open: { sha: string; parent: string | null; fixed: boolean } | undefined;
  const flush = () => {
    const files = parser.take().map(({ path, previousPath, hunks }) => ({
      path: shownPath(path),
      ...(previousPath === undefined ? {} : { previousPath: shownPath(previousPath) }),
      hunks,
    }));
    if (open) diffs.push({ sha: open.sha, parent: open.parent, files });
    open = undefined;
  };
  const parser = patchParser((line) => {
    const [, sha, from] = /^commit ([0-9a-f]{40,64})(?: \(from ([0-9a-f]{40,64})\))?$/.exec(line) ?? [];
    if (sha !== undefined) {
      flush();
      open = { sha, parent: from ?? null, fixed: from !== undefined || session.shallow.has(sha) };
      return;
    }
    const parent = /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1];
    if (parent === undefined || open === undefined || open.fixed) return;
    open.parent = parent;
    open.fixed = true;
  });
  return {
    push: (chunk) => parser.push(chunk),
    done() {
      flush();
      return diffs;
    },
  };
}
