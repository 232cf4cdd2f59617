import { digestOf } from '../lib/hash.ts';
import { languageOf } from '../lib/language.ts';
import { decodeText } from '../lib/text.ts';
import type { Change } from '../model/change.ts';
import type { AnalyzerFacts, FlowFacts, Match, ProgramFile, Settled } from '../model/facts.ts';
import type { Analysts, Cache, Content, Progress, Repository } from '../model/ports.ts';
import { isManifest, markOffered } from './offered.ts';
import type { ProgramParts } from './program.ts';
import { isFollowed } from './taint/flows-in.ts';
import { neighboursOf } from './taint/neighbours.ts';
import { isSettings } from './taint/settings.ts';

export interface FlowPorts {
  readonly repository: Pick<Repository, 'read' | 'readAt'>;
  readonly analysts: Pick<Analysts, 'follow'>;
  readonly cache: Cache;
  readonly progress: Progress;
}

export interface GatheredFlows {
  /** Matches of the base side, in files of the change; paths are those of the base. */
  readonly before: readonly Match[];
  readonly after: readonly Match[];
  /** Places that flows answered, on both sides. */
  readonly settled: { readonly before: readonly Settled[]; readonly after: readonly Settled[] };
  /** How the flow analyzer fared, by path at head. */
  readonly files: ReadonlyMap<string, AnalyzerFacts>;
  /** Set when a budget ended the search for files that the change imports. */
  readonly scope: string | null;
}

export type TakeApart = (files: readonly ProgramFile[]) => ProgramParts;

/** Imported files that are read along with a change, at most; what lies beyond is told as scope. */
const MOST_NEIGHBOURS = 60;
const DEEPEST = 2;
const MOST_MANIFESTS = 20;
/** Files whose bytes are held beside their texts at once. */
const BATCH_FILES = 400;

/** Follows flows through both sides of a change, together with what its files import; a whole tree has one side. */
export async function gatherFlows(
  change: Change,
  ports: FlowPorts,
  takeApart: TakeApart,
  rulesDigest: string,
  signal: AbortSignal,
): Promise<GatheredFlows> {
  const after = await sideOf(change, 'after', ports, signal);
  const manifests = await manifestsOver(after, change, ports, signal);
  const follow = (files: readonly ProgramFile[]) =>
    followed(markOffered([...files, ...manifests]), ports, takeApart, rulesDigest, signal);
  if (change.base === null) {
    const { settled, ...tree } = await follow(after);
    return { before: [], ...tree, settled: { before: [], after: settled }, scope: null };
  }
  // Only a file in which an untrusted value can appear makes it worth reading what is imported.
  const worth = takeApart(after).parts.flat();
  const neighbours = await importedBy(worth, new Set(after.map(({ path }) => path)), change, ports, signal);
  const head = await follow([...after, ...neighbours.files]);
  const own = new Set(after.map((file) => file.path));
  const found = head.after.filter((match) => own.has(match.path));
  // Where lines were only added and nothing is found, there is nothing to compare: half of the work is saved.
  const isCompared = found.length > 0 || head.settled.length > 0 || !onlyAdds(change);
  const before = isCompared ? await sideOf(change, 'before', ports, signal) : [];
  const known = new Set(before.map((file) => file.path));
  const around = neighbours.files.filter((file) => !known.has(file.path));
  const base = await follow([...before, ...around]);
  return {
    before: base.after.filter((match) => known.has(match.path)),
    after: found,
    settled: { before: base.settled, after: head.settled },
    files: new Map([...head.files].filter(([path]) => own.has(path))),
    scope: neighbours.cut
      ? `Flows were followed through ${neighbours.files.length} imported files; more are imported than were read.`
      : null,
  };
}

function onlyAdds({ files }: Change): boolean {
  return files.every(({ status, hunks }) => status !== 'deleted' && hunks.every(({ oldLines }) => oldLines === 0));
}

async function sideOf(
  change: Change,
  side: 'before' | 'after',
  { repository }: FlowPorts,
  signal: AbortSignal,
): Promise<ProgramFile[]> {
  const wanted = change.files.flatMap((file) => {
    const blob = side === 'after' ? file.blob : file.previousBlob;
    const path = side === 'after' ? file.path : (file.previousPath ?? file.path);
    const readable = file.language !== 'binary' && file.mode !== '160000' && file.mode !== '120000';
    return blob === undefined || !readable ? [] : [{ path, blob, language: file.language }];
  });
  const files: ProgramFile[] = [];
  for (let at = 0; at < wanted.length; at += BATCH_FILES) {
    const batch = wanted.slice(at, at + BATCH_FILES);
    const contents = await repository.read(
      batch.filter(({ path, language }) => isFollowed(language) || isManifest(path) || isSettings(path)),
      signal,
    );
    for (const { path, blob, language } of batch) {
      // Of a file in another language only its name is told.
      const isRead = isFollowed(language) || isManifest(path) || isSettings(path);
      const text = isRead ? textOf(contents.get(blob) ?? null) : '';
      if (text !== null) files.push({ path, language, text });
    }
  }
  return files;
}

/** What the folders over changed files say of their packages, where the change itself does not. */
async function manifestsOver(
  files: readonly ProgramFile[],
  { base, head }: Change,
  { repository }: FlowPorts,
  signal: AbortSignal,
): Promise<ProgramFile[]> {
  if (base === null) return [];
  const known = new Set(files.map(({ path }) => path));
  const wanted = new Set<string>();
  for (const { path, language } of files) {
    if (!/^(?:javascript|typescript|tsx)$/.test(language)) continue;
    for (let end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
      const manifest = `${path.slice(0, end + 1)}package.json`;
      if (isManifest(manifest) && !known.has(manifest)) wanted.add(manifest);
      if (end <= 0) break;
    }
  }
  const revision = head.kind === 'commit' ? (head.sha ?? null) : null;
  const found: ProgramFile[] = [];
  for (const path of [...wanted].slice(0, MOST_MANIFESTS)) {
    const text = textOf(await repository.readAt(revision, path, signal).catch(() => null));
    if (text !== null) found.push({ path, language: 'json', text });
  }
  return found;
}

/** Files that these files import, and what those import, nearest first; the change's own are known already. */
async function importedBy(
  files: readonly ProgramFile[],
  own: ReadonlySet<string>,
  { head }: Change,
  { repository }: FlowPorts,
  signal: AbortSignal,
): Promise<{ files: ProgramFile[]; cut: boolean }> {
  const revision = head.kind === 'commit' ? (head.sha ?? null) : null;
  const seen = new Set(own);
  const found: ProgramFile[] = [];
  let edge: readonly ProgramFile[] = files;
  for (let depth = 0; depth < DEEPEST && edge.length > 0; depth++) {
    const next: ProgramFile[] = [];
    for (const candidates of edge.flatMap(neighboursOf)) {
      if (candidates.some((path) => seen.has(path))) continue;
      if (found.length >= MOST_NEIGHBOURS) return { files: found, cut: true };
      for (const path of candidates) {
        const text = textOf(await repository.readAt(revision, path, signal).catch(() => null));
        if (text === null) continue;
        seen.add(path);
        const file = { path, language: languageOf(path), text, support: true };
        found.push(file);
        next.push(file);
        break;
      }
    }
    edge = next;
  }
  return { files: found, cut: false };
}

function textOf(content: Content | null): string | null {
  if (content === null || 'unread' in content) return null;
  const decoded = decodeText(content.bytes);
  return 'text' in decoded ? decoded.text : null;
}

/** The answer for exactly these files under these rules; part by part, from the cache where a part is known. */
async function followed(
  files: readonly ProgramFile[],
  { cache, analysts, progress }: FlowPorts,
  takeApart: TakeApart,
  rulesDigest: string,
  signal: AbortSignal,
): Promise<Pick<GatheredFlows, 'after' | 'files'> & { readonly settled: readonly Settled[] }> {
  const { parts, files: status } = takeApart(files);
  const keys = parts.map((part) =>
    digestOf([
      'flows 3',
      rulesDigest,
      ...part.map(({ path, text, offered, support }) => [path, text, offered === true, support === true]),
    ]),
  );
  const cached = await cache.get(keys);
  const facts = keys.map((key) => factsFromText(cached.get(key)));
  const missing = parts.flatMap((part, index) => (facts[index] === null ? [{ part, index }] : []));
  const total = missing.reduce((sum, { part }) => sum + part.length, 0);
  let done = 0;
  const made = await analysts.follow(
    missing.map(({ part }) => part),
    signal,
    (count) => {
      done += count;
      progress.update('Following flows', done, total);
    },
  );
  const fresh = new Map<string, string>();
  for (const [at, { index }] of missing.entries()) {
    facts[index] = made[at]!;
    if (made[at]!.files.every(([, entry]) => entry.status !== 'failed')) {
      fresh.set(keys[index]!, JSON.stringify(made[at]));
    }
  }
  if (fresh.size > 0) await cache.set(fresh);
  return {
    after: facts.flatMap((one) => one!.matches),
    settled: facts.flatMap((one) => one!.settled ?? []),
    files: new Map([...status, ...facts.flatMap((one) => one!.files)]),
  };
}

function factsFromText(text: string | undefined): FlowFacts | null {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as FlowFacts;
  } catch {
    return null;
  }
}
