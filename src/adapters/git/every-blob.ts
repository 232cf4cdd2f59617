import { CountersignError } from '../../model/error.ts';
import type { HistoryBlob } from '../../model/history.ts';
import { throwIfInterrupted } from './interruption.ts';
import { firstError, startFailure } from './process.ts';
import { shownPath } from './raw-path.ts';
import type { Session } from './session.ts';

/** Questions in flight: enough to keep git busy, few enough that what waits stays small. */
const AHEAD = 64;

/**
 * Every file content that any ref ever had, once each, under the commit and path where it first stood; oldest first. Notes are
 * left out. What is larger than the session's cap, missing or damaged comes with `bytes: null`.
 */
export async function* everyBlob(
  session: Session,
  signal: AbortSignal,
  onCommit: (id: string) => void,
): AsyncGenerator<HistoryBlob> {
  const waiting: { commit: string; path: string; answer: ReturnType<Session['objects']['ask']> }[] = [];
  const settle = async (): Promise<HistoryBlob | null> => {
    const { commit, path, answer } = waiting.shift()!;
    const object = await answer;
    if (typeof object === 'string') return { commit, path: shownPath(path), blob: '', bytes: null };
    if (object.type !== 'blob') return null;
    return { commit, path: shownPath(path), blob: object.id, bytes: object.bytes ?? null };
  };
  let commit = '';
  for await (const line of objectLines(session, signal)) {
    const [, id = '', path] = /^([0-9a-f]{40,64})(?: (.*))?$/s.exec(line) ?? [];
    if (path === undefined && id !== '') {
      commit = id;
      onCommit(id);
    }
    // The root of a tree has an empty name, and a tag stands before the first commit: neither is a file.
    if (path === undefined || path === '' || commit === '') continue;
    const answer = session.objects.ask(id, session.blobCap, signal);
    answer.catch(() => undefined);
    waiting.push({ commit, path, answer });
    if (waiting.length < AHEAD) continue;
    const blob = await settle();
    if (blob !== null) yield blob;
  }
  while (waiting.length > 0) {
    const blob = await settle();
    if (blob !== null) yield blob;
  }
}

/** Lines of `rev-list --objects`: a commit's id alone, then what it is the first to have, each with its path. */
async function* objectLines(session: Session, signal: AbortSignal): AsyncGenerator<string> {
  throwIfInterrupted(signal);
  const child = session.git.start([
    'rev-list',
    '--objects',
    '--in-commit-order',
    '--reverse',
    '--topo-order',
    '--missing=allow-any',
    '--exclude=refs/notes/*',
    '--all',
  ]);
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  let errors = '';
  child.stdin.end();
  child.stderr.on('data', (chunk: Buffer) => {
    if (errors.length < 4096) errors += chunk.toString('utf8');
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error) => reject(startFailure(error)));
    child.on('close', (code) => resolve(code ?? -1));
  });
  ended.catch(() => undefined);
  try {
    let rest = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    const code = await ended;
    throwIfInterrupted(signal);
    if (code !== 0) {
      const said = firstError(errors) ?? `git ended with code ${code}`;
      throw new CountersignError('git/failed', `The history could not be listed: ${said}.`);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
