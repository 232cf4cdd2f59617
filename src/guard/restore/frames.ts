/** One event of a stream, with its bytes. */
export interface Frame {
  readonly raw: Buffer;
  readonly event: string;
  /** The data lines, joined. */
  readonly data: string;
}

/** A frame larger than this is no answer. */
const LARGEST = 32 * 1024 * 1024;

/** Cuts server-sent events out of bytes that come in any pieces; every byte is in exactly one frame. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);
  /** Pieces that came after it. */
  #waiting: Buffer[] = [];
  #size = 0;
  /** True where the last byte may be half a line end. */
  #endsLine = false;
  /** Where looking goes on, and where the line there began. */
  #at = 0;
  #line = 0;

  push(chunk: Buffer): Frame[] {
    this.#waiting.push(chunk);
    this.#size += chunk.length;
    if (this.#size > LARGEST) throw new RangeError('an event of the stream is larger than 32 MB');
    // In the middle of a long line there is nothing to cut.
    if (!chunk.includes(10) && !chunk.includes(13) && !this.#endsLine) return [];
    this.#gather();
    const frames = this.#read(false);
    this.#size = this.#pending.length;
    this.#endsLine = this.#pending.at(-1) === 13;
    return frames;
  }

  #gather(): void {
    if (this.#waiting.length === 0) return;
    this.#pending =
      this.#pending.length === 0 && this.#waiting.length === 1
        ? this.#waiting[0]!
        : Buffer.concat([this.#pending, ...this.#waiting]);
    this.#waiting = [];
  }

  /** What is left; a frame that was cut is given as it is. */
  end(): Frame[] {
    this.#gather();
    const frames = this.#read(true);
    if (this.#pending.length > 0) frames.push(frameOf(this.#pending));
    this.#pending = Buffer.alloc(0);
    return frames;
  }

  #read(ended: boolean): Frame[] {
    const frames: Frame[] = [];
    const bytes = this.#pending;
    let begin = 0;
    let at = this.#at;
    let line = this.#line;
    for (; at < bytes.length; at++) {
      const code = bytes[at]!;
      if (code !== 10 && code !== 13) continue;
      // Whether a line feed belongs to it, the next piece tells.
      if (code === 13 && at + 1 === bytes.length && !ended) break;
      const next = code === 13 && bytes[at + 1] === 10 ? at + 2 : at + 1;
      if (at === line) {
        frames.push(frameOf(bytes.subarray(begin, next)));
        begin = next;
      }
      line = next;
      at = next - 1;
    }
    this.#pending = bytes.subarray(begin);
    this.#at = at - begin;
    this.#line = line - begin;
    return frames;
  }
}

function frameOf(raw: Buffer): Frame {
  let event = '';
  const data: string[] = [];
  for (const line of raw.toString('utf8').split(/\r\n|\n|\r/)) {
    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
    else if (line.startsWith('event:')) event = line.slice(6).trim();
  }
  return { raw, event, data: data.join('\n') };
}

/** The frame with other data; its other lines and its line ends stay. */
export function withData({ raw }: Frame, data: string): Buffer {
  const parts = raw.toString('utf8').split(/(\r\n|\n|\r)/);
  let out = '';
  let written = false;
  for (let i = 0; i < parts.length; i += 2) {
    const line = parts[i]!;
    const end = parts[i + 1] ?? '';
    if (!line.startsWith('data:')) out += line + end;
    else if (!written) {
      written = true;
      for (const one of data.split('\n')) out += `data:${line[5] === ' ' ? ' ' : ''}${one}${end}`;
    }
  }
  return Buffer.from(out);
}

/** A new frame. */
export function makeFrame(event: string, data: object): Buffer {
  return Buffer.from(`${event === '' ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
}

/** Cuts the elements out of a JSON array that comes in any pieces; what stands between them is given as it is. */
export class ElementReader {
  #pending: Buffer = Buffer.alloc(0);
  #depth = 0;
  #inString = false;
  #escaped = false;
  #at = 0;

  /** Elements (`isElement`) and the bytes around them, in order. */
  push(chunk: Buffer): { readonly bytes: Buffer; readonly isElement: boolean }[] {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    if (bytes.length > LARGEST) throw new RangeError('an element of the stream is larger than 32 MB');
    const parts: { bytes: Buffer; isElement: boolean }[] = [];
    let begin = 0;
    let at = this.#at;
    for (; at < bytes.length; at++) {
      const code = bytes[at]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === 92) this.#escaped = true;
        else if (code === 34) this.#inString = false;
      } else if (code === 34) this.#inString = true;
      else if (code === 123 || code === 91) {
        this.#depth++;
        if (this.#depth === 2) {
          if (at > begin) parts.push({ bytes: bytes.subarray(begin, at), isElement: false });
          begin = at;
        }
      } else if (code === 125 || code === 93) {
        this.#depth--;
        if (this.#depth === 1) {
          parts.push({ bytes: bytes.subarray(begin, at + 1), isElement: true });
          begin = at + 1;
        }
      }
    }
    if (this.#depth < 2 && at > begin) {
      parts.push({ bytes: bytes.subarray(begin, at), isElement: false });
      begin = at;
    }
    this.#pending = bytes.subarray(begin);
    this.#at = at - begin;
    return parts;
  }

  end(): Buffer {
    return this.#pending;
  }
}
