import { lstatSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { PAYLOAD_READERS } from '../../adapters/assistants/assistants.ts';
import { isPayload, type Payload } from '../../adapters/assistants/payload.ts';
import { STOP_PROTOCOLS, type StopAnswer, type StopEvent } from '../../adapters/assistants/stop.ts';
import { type Location, locate } from '../../adapters/git/locate.ts';
import { openJournal } from '../../adapters/journal/journal.ts';
import { linePrints, type PrintKey, printKey, printsOfFile } from '../../attribute/line-prints.ts';
import type { AssistantEvent, FileState } from '../../model/journal.ts';

const SIZE_CAP = 2 * 1024 * 1024;

/** Assistants that read the hook's stdout as JSON. */
const WANTS_JSON: ReadonlySet<string> = new Set(['gemini', 'gemini-cli', 'cline']);
const INPUT_CAP = 64 * 1024 * 1024;

/**
 * `countersign hook ASSISTANT [EVENT]`: reads the payload and notes the state of the files it names, which is never
 * answered by anything that would stop a tool. At the end of a turn it answers with the verdict. Whatever goes wrong is
 * counted in the journal. Exit code 1 is for a name that no assistant has: it shows, and blocks nobody.
 */
export async function assistantHook(assistant: string, event: string | undefined): Promise<number> {
  const read = PAYLOAD_READERS.get(assistant);
  if (!read) {
    process.stderr.write(`countersign: there is no hook ${JSON.stringify(assistant)}; try claude or generic.\n`);
    return 1;
  }
  const at = new Date().toISOString();
  const cwd = process.cwd();
  try {
    const payload = readPayload();
    const protocol = STOP_PROTOCOLS.get(assistant);
    const stop = payload && protocol?.read(payload, event);
    if (protocol && stop) {
      process.stdout.write(protocol.answer(await answerTo(stop, cwd)));
      return 0;
    }
    if (payload === undefined) lose(cwd, at, `${assistant}: the payload is not a JSON object`);
    const told = payload && read(payload, event);
    if (told) await observe(told, at, cwd);
  } catch {
    lose(cwd, at, `${assistant}: the event could not be read`);
  }
  if (WANTS_JSON.has(assistant)) process.stdout.write('{}\n');
  return 0;
}

/** What is heard before it stops; an error of ours lets it stop, and is said where somebody looks for it. */
async function answerTo(stop: StopEvent, cwd: string): Promise<StopAnswer | null> {
  if (/^(0|off|false|no)$/.test(process.env.COUNTERSIGN_HOOKS ?? '')) return null;
  try {
    const { stopAnswer } = await import('./stop.ts');
    return await stopAnswer(stop, cwd);
  } catch (error) {
    process.stderr.write(`countersign: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
    return null;
  }
}

/** Read at once, without the machinery of streams: the hook runs at every edit, and that is most of what it would cost. */
function readPayload(): Payload | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    let read: number;
    try {
      read = readSync(0, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A pipe that does not block says "not yet"; on Windows a closed one says EOF.
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
        continue;
      }
      if (code === 'EOF') break;
      return undefined;
    }
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    size += read;
    if (size > INPUT_CAP) return undefined;
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isPayload(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Appends one entry to the journal of each repository that the event touches. */
export async function observe(event: AssistantEvent, at: string, fallback: string): Promise<void> {
  const cwd = event.cwd ?? fallback;
  const byRepository = new Map<string, { location: Location; paths: Set<string> }>();
  const here = locationOf(cwd);
  if (here && (event.shell || event.phase === 'start')) {
    byRepository.set(here.gitDir, { location: here, paths: new Set(event.shell ? await dirtyPaths(here) : []) });
  }
  for (const path of event.paths) {
    const place = placeOf(isAbsolute(path) ? path : resolve(cwd, path));
    if (!place) continue;
    const known = byRepository.get(place.location.gitDir);
    if (known) known.paths.add(place.path);
    else byRepository.set(place.location.gitDir, { location: place.location, paths: new Set([place.path]) });
  }
  for (const { location, paths } of byRepository.values()) {
    try {
      note(event, at, location, [...paths]);
    } catch {
      lose(location.gitDir, at, `${event.tool}: the event could not be written`);
    }
  }
}

function note(event: AssistantEvent, at: string, location: Location, paths: readonly string[]): void {
  const { phase, tool, session, model, call, shell, edits } = event;
  const journal = openJournal(location.commonDir);
  const key = printKey(journal.printSecret);
  const top = location.top!;
  const files: FileState[] = paths.map((path) => ({ path, lines: stateOf(join(top, path), key) }));
  const workTree = location.gitDir === location.commonDir ? '' : basename(location.gitDir);
  const head = headOf(location);
  const entry = {
    at,
    tool,
    session,
    ...(model === undefined ? {} : { model }),
    ...(call === undefined ? {} : { call }),
    ...(head === undefined ? {} : { head }),
    shell,
    workTree,
  };
  const before = edits && paths[0] !== undefined ? undone(readState(join(top, paths[0])), edits) : undefined;
  if (before && phase === 'after') {
    journal.append({ ...entry, phase: 'before', files: [{ path: paths[0]!, lines: linePrints(before, key) }] });
  }
  journal.append({ ...entry, phase, files });
}

function stateOf(path: string, key: PrintKey): FileState['lines'] {
  const bytes = readState(path);
  return bytes ? printsOfFile(bytes, key) : bytes;
}

/** `null`: no such file; `undefined`: one that is not read. Links are not followed: they may lead anywhere. */
function readState(path: string): Buffer | null | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  if (!stat.isFile() || stat.size > SIZE_CAP) return undefined;
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The file before its edits; undefined when they do not fit what is there. */
function undone(bytes: Buffer | null | undefined, edits: NonNullable<AssistantEvent['edits']>): Buffer | undefined {
  if (!bytes) return undefined;
  let text = bytes.toString('utf8');
  for (const { before, after } of [...edits].reverse()) {
    const at = after === '' ? -1 : text.indexOf(after);
    if (at < 0) return undefined;
    text = text.slice(0, at) + before + text.slice(at + after.length);
  }
  return Buffer.from(text);
}

function locationOf(path: string): Location | undefined {
  try {
    const location = locate(path);
    return location.top === null ? undefined : location;
  } catch {
    return undefined;
  }
}

/** The repository around a file that may not be there yet, and its path in it. */
function placeOf(file: string): { location: Location; path: string } | undefined {
  let folder = dirname(file);
  while (!lstatSync(folder, { throwIfNoEntry: false }) && folder !== dirname(folder)) folder = dirname(folder);
  const location = locationOf(folder);
  if (!location) return undefined;
  let real: string;
  try {
    real = join(realpathSync(folder), relative(folder, file));
  } catch {
    return undefined;
  }
  const path = relative(location.top!, real);
  if (path === '' || path.startsWith('..') || isAbsolute(path) || path.split(sep)[0] === '.git') return undefined;
  return { location, path: path.split(sep).join('/') };
}

/** The commit that HEAD stands on, from files alone; undefined where refs are packed away or there is none. */
function headOf({ head, commonDir, gitDir }: Location): string | undefined {
  const text = head.trim();
  const ref = /^ref: (refs\/[^\0]+)$/.exec(text)?.[1];
  if (ref === undefined) return /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;
  if (ref.includes('..')) return undefined;
  for (const folder of [gitDir, commonDir]) {
    const id = readState(join(folder, ref))?.toString('latin1').trim();
    if (id !== undefined && /^[0-9a-f]{40,64}$/.test(id)) return id;
  }
  const packed = readState(join(commonDir, 'packed-refs'))?.toString('latin1') ?? '';
  const line = packed.split('\n').find((packedRef) => packedRef.endsWith(` ${ref}`));
  return line === undefined ? undefined : line.slice(0, line.indexOf(' '));
}

/** A shell command may change anything: what differs from the last commit is looked at before and after it. */
async function dirtyPaths(location: Location): Promise<readonly string[]> {
  const { changedPaths } = await import('../../adapters/record/changed-paths.ts');
  try {
    return await changedPaths({ ...location, top: location.top! }, AbortSignal.timeout(5000));
  } catch {
    return [];
  }
}

function lose(path: string, at: string, reason: string): void {
  try {
    const location = locate(path);
    openJournal(location.commonDir).lose(at, reason);
  } catch {
    // A full disk or no repository: there is nowhere to count it, and the assistant must go on.
  }
}
