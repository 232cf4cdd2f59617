import type { FileStatus, Hunk } from '../../model/change.ts';
import { type RawPath, unquote } from './raw-path.ts';

/** One `--raw` record with the hunks of its patch. */
export interface PatchFile {
  readonly path: RawPath;
  readonly previousPath?: RawPath;
  readonly status: FileStatus;
  readonly mode: string;
  readonly previousMode: string;
  /** Absent where there is no such side. */
  readonly id?: string;
  readonly previousId?: string;
  readonly hunks: readonly Hunk[];
  /** git did not compare the contents: it took one for binary, or for too large. */
  readonly binary: boolean;
}

type OpenFile = { -readonly [K in keyof PatchFile]: PatchFile[K] } & { hunks: Hunk[] };

const STATUSES = new Map<string, FileStatus>([
  ['A', 'added'],
  ['M', 'modified'],
  ['D', 'deleted'],
  ['R', 'renamed'],
  ['C', 'copied'],
  ['T', 'type-changed'],
]);
const RAW = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*\t([^\t]+)(?:\t([^\t]+))?$/;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const LINE_CAP = 1024 * 1024;

/** The arguments whose output `patchParser` reads: quoted names, so that no name can hold a line break. */
export const PATCH_ARGUMENTS = [
  '--raw',
  '-p',
  '-U0',
  '-M',
  '-l400',
  '--no-abbrev',
  '--full-index',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
] as const;

export interface PatchParser {
  push(chunk: Buffer): void;
  /** The files so far; the parser starts afresh. Call when the output, or one commit's part of it, has ended. */
  take(): PatchFile[];
}

/**
 * Reads `--raw -p -U0` output as a stream, keeping hunk headers and none of the content. The lines of a hunk are skipped by
 * count, so that content which looks like a header is never taken for one.
 *
 * @param onLine is offered every line that is neither record nor patch: the header of a commit in `log` output.
 */
export function patchParser(onLine: (line: string) => void = () => {}): PatchParser {
  let files: OpenFile[] = [];
  let byPath = new Map<RawPath, OpenFile>();
  let rest = Buffer.alloc(0);
  let skip = 0;
  let inPatch = false;
  let oldName: RawPath | undefined;
  let current: OpenFile | undefined;
  // Patches come in the order of the records; a change of type is written as two, a deletion and a creation.
  let upcoming = 0;
  let again = false;

  const nextPatch = () => {
    inPatch = true;
    if (again) {
      again = false;
      return;
    }
    current = files[upcoming];
    upcoming += 1;
    again = current?.status === 'type-changed';
  };

  const line = (text: string) => {
    if (text.startsWith(':')) {
      inPatch = false;
      const file = rawRecord(text);
      if (file === undefined) return;
      files.push(file);
      byPath.set(file.path, file);
    } else if (text.startsWith('diff --git ')) nextPatch();
    else if (!inPatch) onLine(text);
    else if (text.startsWith('@@ ')) {
      const [, oldStart, oldLines = '1', newStart, newLines = '1'] = HUNK.exec(text) ?? [];
      if (oldStart === undefined) return;
      skip = Number(oldLines) + Number(newLines);
      if (current === undefined || isSubmodule(current)) return;
      current.hunks.push({
        oldStart: Number(oldStart),
        oldLines: Number(oldLines),
        newStart: Number(newStart),
        newLines: Number(newLines),
      });
    } else if (text.startsWith('--- ')) oldName = patchName(text, 'a/');
    else if (text.startsWith('+++ ')) {
      const name = patchName(text, 'b/') ?? oldName;
      if (name !== undefined && name !== current?.path) current = byPath.get(name);
    } else if (text.startsWith('Binary files ')) {
      if (current) current.binary = true;
    } else if (text === '') inPatch = false;
  };

  return {
    push(chunk) {
      let from = 0;
      while (from < chunk.length) {
        const end = chunk.indexOf(10, from);
        if (end < 0) break;
        if (skip > 0) {
          // `\ No newline at end of file` belongs to the line before it and is not counted.
          const first = rest.length > 0 ? rest[0] : chunk[from];
          if (first !== 0x5c) skip -= 1;
        } else if (rest.length + end - from <= LINE_CAP) {
          line(rest.toString('latin1') + chunk.toString('latin1', from, end));
        }
        rest = Buffer.alloc(0);
        from = end + 1;
      }
      if (from >= chunk.length) return;
      // Of a line that is skipped only the first byte matters, however long it is.
      const tail = chunk.subarray(from);
      rest =
        skip > 0
          ? Buffer.from((rest.length > 0 ? rest : tail).subarray(0, 1))
          : Buffer.concat([rest, tail]).subarray(0, LINE_CAP + 1);
    },
    take() {
      const done = files;
      files = [];
      byPath = new Map();
      inPatch = false;
      again = false;
      upcoming = 0;
      current = undefined;
      return done;
    },
  };
}

function rawRecord(text: string): OpenFile | undefined {
  const [, previousMode, mode, previousId, id, letter, first, second] = RAW.exec(text) ?? [];
  const status = STATUSES.get(letter ?? '');
  if (!previousMode || !mode || !previousId || !id || !first || !status) return undefined;
  return {
    path: unquote(second ?? first),
    ...(second === undefined ? {} : { previousPath: unquote(first) }),
    status,
    mode,
    previousMode,
    ...(isNone(id) ? {} : { id }),
    ...(isNone(previousId) ? {} : { previousId }),
    hunks: [],
    binary: false,
  };
}

function isNone(id: string): boolean {
  return /^0+$/.test(id);
}

function isSubmodule(file: PatchFile): boolean {
  return file.mode === '160000' || file.previousMode === '160000';
}

/** `--- a/name` or `+++ "b/na\nme"`; a name with a space is followed by a tab. */
function patchName(text: string, prefix: string): RawPath | undefined {
  const name = unquote(text.slice(4).replace(/\t$/, ''));
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
