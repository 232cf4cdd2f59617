/** Notes refs of all writers; this clone writes exactly one of them. */
const WRITERS = 'refs/notes/countersign/';

/** Where the last tip that this clone wrote is kept: no usual refspec of notes reaches it. */
export const keptRef = (writer: string): string =>
  writer.replace(/^refs\/notes\/countersign\//, 'refs/countersign/kept/');

/**
 * Where the records of a remote land: beside the refs of this clone, never on them. A fetch onto them would put them back to
 * what the remote has, and lose what was recorded since the last push.
 */
export function fetchRefspecs(remote: string): readonly string[] {
  return [`+${WRITERS}*:${WRITERS}remotes/${remote}/*`, `+refs/notes/ai*:${WRITERS}remotes/${remote}/ai*`];
}

/** True for what came back from a remote of a ref that is here: it is no second witness. */
export function isCopyOfOwn(ref: string, refs: ReadonlySet<string>): boolean {
  const writer = /^refs\/notes\/countersign\/remotes\/.+\/([0-9a-z]{6,40})$/.exec(ref)?.[1];
  return writer !== undefined && refs.has(`${WRITERS}${writer}`);
}

/** True for a ref that holds our own form, written here or fetched; notes of other tools may lie beside fetched ones. */
export function isOwnForm(ref: string): boolean {
  return ref.startsWith(WRITERS) && !/\/ai(-attribution)?$/.test(ref);
}
