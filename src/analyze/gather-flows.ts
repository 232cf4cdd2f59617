import { digestOf } from '../lib/hash.ts';
import { languageOf } from '../lib/language.ts';
import { decodeText } from '../lib/text.ts';
import type { Change } from '../model/change.ts';
import type { AnalyzerFacts, Match } from '../model/facts.ts';
import type { Cache, Content, Repository } from '../model/ports.ts';
import type { ProgramFacts, ProgramFile } from './program.ts';
import { neighboursOf } from './taint/neighbours.ts';

export interface FlowPorts {
  readonly repository: Pick<Repository, 'read' | 'readAt'>;
  readonly cache: Cache;
}

export interface GatheredFlows {
  /** Matches of the base side, in files of the change; paths are those of the base. */
  readonly before: readonly Match[];
  readonly after: readonly Match[];
  /** How the flow analyzer fared, by path at head. */
  readonly files: ReadonlyMap<string, AnalyzerFacts>;
  /** Set when a budget ended the search for files that the change imports. */
  readonly scope: string | null;
}

export type AnalyzeProgram = (files: readonly ProgramFile[]) => Promise<ProgramFacts>;

/** Imported files that are read along with a change, at most; what lies beyond is told as scope. */
const MOST_NEIGHBOURS = 60;
const DEEPEST = 2;

/** Follows flows through both sides of a change, together with what its files import; a whole tree has one side. */
export async function gatherFlows(
  change: Change,
  ports: FlowPorts,
  analyze: AnalyzeProgram,
  rulesDigest: string,
  signal: AbortSignal,
): Promise<GatheredFlows> {
  const isTree = change.base === null;
  const after = await sideOf(change, 'after', ports, signal);
  const neighbours = isTree ? { files: [], cut: false } : await importedBy(after, change, ports, signal);
  const head = await cached([...after, ...neighbours.files], ports.cache, rulesDigest, analyze);
  const before = isTree ? [] : await sideOf(change, 'before', ports, signal);
  const known = new Set(before.map((file) => file.path));
  const around = neighbours.files.filter((file) => !known.has(file.path));
  const base = before.length === 0 ? null : await cached([...before, ...around], ports.cache, rulesDigest, analyze);
  const own = new Set(after.map((file) => file.path));
  return {
    before: (base?.matches ?? []).filter((match) => known.has(match.path)),
    after: head.matches.filter((match) => own.has(match.path)),
    files: new Map([...head.files].filter(([path]) => own.has(path))),
    scope: neighbours.cut
      ? `Flows were followed through ${neighbours.files.length} imported files; more are imported than were read.`
      : null,
  };
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
  const contents = await repository.read(wanted, signal);
  return wanted.flatMap(({ path, blob, language }) => {
    const text = textOf(contents.get(blob) ?? null);
    return text === null ? [] : [{ path, language, text }];
  });
}

/** Files that the change's files import, and what those import, nearest first. */
async function importedBy(
  files: readonly ProgramFile[],
  { head }: Change,
  { repository }: FlowPorts,
  signal: AbortSignal,
): Promise<{ files: ProgramFile[]; cut: boolean }> {
  const revision = head.kind === 'commit' ? (head.sha ?? null) : null;
  const seen = new Set(files.map((file) => file.path));
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
        const file = { path, language: languageOf(path), text };
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

/** The answer for exactly these files under these rules, from the cache where it is known. */
async function cached(
  files: readonly ProgramFile[],
  cache: Cache,
  rulesDigest: string,
  analyze: AnalyzeProgram,
): Promise<ProgramFacts> {
  const key = digestOf(['flows', rulesDigest, ...files.map(({ path, text }) => [path, text])]);
  const known = (await cache.get([key])).get(key);
  if (known !== undefined) {
    try {
      const { matches, files: status } = JSON.parse(known) as { matches: Match[]; files: [string, AnalyzerFacts][] };
      return { matches, files: new Map(status) };
    } catch {
      // What cannot be read is made anew.
    }
  }
  const facts = await analyze(files);
  if ([...facts.files.values()].every(({ status }) => status !== 'failed')) {
    await cache.set(new Map([[key, JSON.stringify({ matches: facts.matches, files: [...facts.files] })]]));
  }
  return facts;
}
