import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { noCache } from '../../adapters/cache/disk-cache.ts';
import { openJournal } from '../../adapters/journal/journal.ts';
import { toolContradictions } from '../../attribute/attribute.ts';
import { blame, blamedLines } from '../../attribute/blame.ts';
import { declaredBy } from '../../attribute/declared.ts';
import { linePrints, printKey } from '../../attribute/line-prints.ts';
import { readRecords } from '../../attribute/recorded.ts';
import { replay } from '../../attribute/replay.ts';
import { blameWorkTree, pendingAuthors } from '../../attribute/uncommitted.ts';
import { digestOf } from '../../lib/hash.ts';
import { isBinary } from '../../lib/text.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { BlamedRange, Cache } from '../../model/ports.ts';
import type { BlameInput } from '../../report/blame/lines.ts';
import type { OpenRecords } from './records.ts';

/** The path of a file from the top of its repository, POSIX; `shown` is how the user named it. Throws `path/not-found`. */
export function pathInRepository({ top }: Pick<OpenRecords, 'top'>, file: string, shown: string): string {
  if (top === null) return shown;
  let folder = dirname(file);
  try {
    folder = realpathSync(folder);
  } catch {
    // A folder that is gone may still be in the commit that was asked for.
  }
  const path = relative(top, join(folder, basename(file)))
    .split(sep)
    .join('/');
  if (path.startsWith('../')) throw new CountersignError('path/not-found', `${shown} is not in this repository.`);
  return path;
}

/**
 * Every line of a file with who wrote it; without a revision the file as it stands, or as `edited` has it. Throws `path/not-found`,
 * `git/unknown-revision`, and `usage/bad-argument` for what is no text. `cache` keeps what git blames, which is most of the cost.
 */
export async function blameFile(
  recording: OpenRecords,
  path: string,
  revision: string | undefined,
  signal: AbortSignal,
  edited?: Buffer,
  cache: Cache = noCache,
): Promise<BlameInput> {
  const commit = await recording.find(revision ?? 'HEAD', signal);
  if (commit === null && revision !== undefined)
    throw new CountersignError('git/unknown-revision', `There is no commit ${JSON.stringify(revision)}.`);
  const [committed] = commit === null ? [] : await recording.files([{ commit, path }], signal);
  const current =
    edited ?? (revision === undefined && recording.top !== null ? workTreeFile(join(recording.top, path)) : undefined);
  const bytes = current ?? committed;
  if (bytes === undefined)
    throw new CountersignError(
      'path/not-found',
      `There is no file ${path}${revision === undefined ? '' : ` in ${revision}`}.`,
    );
  if (isBinary(bytes)) throw new CountersignError('usage/bad-argument', `${path} is not a text file.`);

  const journal = openedJournal(
    recording,
    current !== undefined && (committed === undefined || !current.equals(committed)),
  );
  const key = printKey(journal?.printSecret ?? Buffer.alloc(16));
  let blamed = committed && commit !== null ? await blamedIn(recording, commit, path, cache, signal) : [];
  const now = linePrints(bytes, key);
  if (current) blamed = blameWorkTree(path, blamed, linePrints(committed ?? Buffer.alloc(0), key), now);
  const shas = [...new Set(blamed.flatMap((range) => range.commit ?? []))];
  const [facts, { notes }] = await Promise.all([recording.commits(shas, signal), recording.notes(shas, signal)]);
  const declared = new Map(
    [...facts].flatMap(([sha, fact]) => {
      const said = declaredBy(fact.commit, fact.message);
      return said ? [[sha, said] as const] : [];
    }),
  );
  const { report, contradictions } = blame({ path, blamed, declared, notes });
  const lines = Buffer.from(bytes).toString('utf8').replace(/\n$/, '').split('\n');
  const atOdds = toolContradictions(
    [...facts.values()].map((fact) => fact.commit),
    new Map([...facts].map(([sha, fact]) => [sha, fact.message])),
    readRecords(notes, blamedLines(blamed)).byCommit,
  );
  const sentences = [...contradictions, ...atOdds].map((found) => `${found.commit.slice(0, 7)}: ${found.because}`);
  const told = {
    lines: bytes.length === 0 ? [] : lines,
    contradictions: [...sentences, ...recording.rejected.map(({ because }) => because)],
  };
  if (!journal) return { report, ...told };
  const lineage = replay(journal.read().entries, key, () => undefined);
  const attributions = pendingAuthors(report.attributions, now, lineage, recording.workTree, path, key);
  return { report: { ...report, attributions }, ...told };
}

/** What git blames in a commit never changes, so it is kept; who wrote it is looked up anew. */
async function blamedIn(
  recording: OpenRecords,
  commit: string,
  path: string,
  cache: Cache,
  signal: AbortSignal,
): Promise<readonly BlamedRange[]> {
  const key = digestOf(['blame', VERSION, commit, path]);
  const known = (await cache.get([key])).get(key);
  if (known !== undefined) return JSON.parse(known) as readonly BlamedRange[];
  const blamed = await recording.blame(commit, path, signal);
  await cache.set(new Map([[key, JSON.stringify(blamed)]]));
  return blamed;
}

/** Only lines that are not committed need the journal, and looking must not make one. */
function openedJournal({ commonDir }: OpenRecords, dirty: boolean): ReturnType<typeof openJournal> | undefined {
  const there = existsSync(join(commonDir, 'countersign', 'journal'));
  return dirty && there ? openJournal(commonDir) : undefined;
}

function workTreeFile(path: string): Buffer | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() && stat.size <= 32 * 1024 * 1024 ? readFileSync(path) : undefined;
}
