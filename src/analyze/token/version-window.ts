/** A stretch of bytes, from the start of a line to the end of one. */
interface Window {
  readonly start: number;
  readonly end: number;
  /** Lines of the whole content that stand before the stretch. */
  readonly linesBefore: number;
}

/** Smaller contents are taken whole: what a rule sees around a place is then complete. */
const SMALL = 16 * 1024;
/** What a rule may look at beside its own place, in bytes. */
const MARGIN = 4 * 1024;
/** Earlier versions that are kept, in bytes. */
const KEPT = 64 * 1024 * 1024;
const BLOCK = 4096;
const LINE_FEED = 10;

/** Tells what a version of a file has that the one before had not; forgets the files that were not seen for long. */
export class VersionWindow {
  readonly #versions = new Map<string, Uint8Array>();
  #bytes = 0;

  /** The stretch of `bytes` that differs from the last version under this path; all of it where `whole`, or where none is known. */
  next(path: string, bytes: Uint8Array, whole: boolean): Window {
    const before = this.#versions.get(path);
    this.#keep(path, bytes);
    if (whole || before === undefined || bytes.length < SMALL || bytes[0]! >= 0xfe) return all(bytes);
    const prefix = commonPrefix(before, bytes);
    const suffix = Math.min(commonSuffix(before, bytes), bytes.length - prefix);
    const from = Math.max(0, prefix - MARGIN);
    const to = Math.min(bytes.length, bytes.length - suffix + MARGIN);
    const start = from === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, from - 1) + 1;
    const close = bytes.indexOf(LINE_FEED, to);
    const end = close < 0 ? bytes.length : close;
    let linesBefore = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0 && at < start; at = bytes.indexOf(LINE_FEED, at + 1)) linesBefore++;
    return { start, end, linesBefore };
  }

  #keep(path: string, bytes: Uint8Array): void {
    this.#bytes -= this.#versions.get(path)?.length ?? 0;
    this.#versions.delete(path);
    if (bytes.length < SMALL) return;
    this.#versions.set(path, bytes);
    this.#bytes += bytes.length;
    for (const [oldest, version] of this.#versions) {
      if (this.#bytes <= KEPT) break;
      this.#versions.delete(oldest);
      this.#bytes -= version.length;
    }
  }
}

function all(bytes: Uint8Array): Window {
  return { start: 0, end: bytes.length, linesBefore: 0 };
}

/** Whole blocks are compared at the speed of memory; the last one byte by byte. */
function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at + BLOCK <= limit && Buffer.compare(a.subarray(at, at + BLOCK), b.subarray(at, at + BLOCK)) === 0)
    at += BLOCK;
  while (at < limit && a[at] === b[at]) at++;
  return at;
}

function commonSuffix(a: Uint8Array, b: Uint8Array): number {
  const limit = Math.min(a.length, b.length);
  let n = 0;
  while (
    n + BLOCK <= limit &&
    Buffer.compare(a.subarray(a.length - n - BLOCK, a.length - n), b.subarray(b.length - n - BLOCK, b.length - n)) === 0
  )
    n += BLOCK;
  while (n < limit && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}
