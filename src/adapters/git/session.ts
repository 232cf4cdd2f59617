import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FileDiff } from '../../model/ports.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { type Location, locate } from './locate.ts';
import { type GitObject, type ObjectReader, objectReader } from './objects.ts';
import { type Git, gitFailure, gitIn } from './process.ts';
import { createScratch, fillScratch, type Scratch } from './scratch.ts';
import { readSmallFile } from './small-file.ts';

/** Content of a larger file is not read; the same for what is committed and what is not. */
export const BLOB_CAP = 2 * 1024 * 1024;
/** Commits, trees and notes: larger ones are nobody's honest work. */
export const OBJECT_CAP = 32 * 1024 * 1024;

/** One repository opened: everything that a question about it needs. */
export interface Session {
  readonly location: Location;
  readonly configuration: Configuration;
  readonly scratch: Scratch;
  readonly git: Git;
  readonly objects: ObjectReader;
  readonly blobCap: number;
  /** Commits whose parents were left on the server. */
  readonly shallow: ReadonlySet<string>;
  /** Diffs of whole commits that were made already, by `from..to`: one commit judged alone needs no second. */
  readonly diffs: Map<string, readonly FileDiff[]>;
  /** Why a blob that has an id has no content here. */
  readonly unread: Map<string, string>;
  close(): void;
}

export async function openSession(path: string, blobCap: number, signal: AbortSignal): Promise<Session> {
  const location = locate(path);
  const scratch = createScratch();
  try {
    const git = gitIn(scratch.path);
    const configuration = await readConfiguration(git, join(location.commonDir, 'config'), signal);
    fillScratch(scratch, location, configuration, blobCap);
    await requireSupport(git, configuration, signal);
    const objects = objectReader(git);
    return {
      location: hasWorkTree(location, configuration) ? location : { ...location, top: null },
      configuration,
      scratch,
      git,
      objects,
      blobCap,
      shallow: shallowCommits(location),
      diffs: new Map(),
      unread: new Map(),
      close() {
        objects.close();
        scratch.remove();
      },
    };
  } catch (error) {
    scratch.remove();
    throw error;
  }
}

/** A format that this git is too old for must be said; every object would seem to be missing. */
async function requireSupport(git: Git, configuration: Configuration, signal: AbortSignal): Promise<void> {
  const { objectFormat, refStorage } = configuration;
  if (objectFormat === 'sha1' && refStorage === 'files') return;
  const result = await git.run(['rev-parse', '--git-dir'], { signal });
  if (result.code !== 0) throw gitFailure('This git cannot read the repository', result);
}

/**
 * A folder beside a bare repository that only points at it is no work tree of it. Where there is an index there is one,
 * whatever the configuration says: a work tree must not hide behind a word.
 */
function hasWorkTree(location: Location, { bare }: Configuration): boolean {
  return !bare || location.gitDir !== location.commonDir || existsSync(location.index);
}

/** An object that must be there and of this type, or nothing. */
export async function objectOf(
  session: Session,
  name: string,
  type: GitObject['type'],
  signal: AbortSignal,
): Promise<(GitObject & { readonly bytes: Buffer }) | undefined> {
  const answer = await session.objects.ask(name, OBJECT_CAP, signal);
  if (typeof answer === 'string' || answer.type !== type || answer.bytes === undefined) return undefined;
  return { ...answer, bytes: answer.bytes };
}

function shallowCommits(location: Location): ReadonlySet<string> {
  const text = readSmallFile(join(location.commonDir, 'shallow'))?.toString('latin1') ?? '';
  return new Set(text.split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line)));
}
