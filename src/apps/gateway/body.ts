import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** A request that is answered by the gateway itself. */
export class Refusal extends Error {
  readonly status: number;
  /** For programs: `body_too_large`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

/** Bytes of bodies that all requests together hold in memory. */
export class BodyMemory {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  take(bytes: number): void {
    if (this.#held + bytes > this.#most) {
      throw new Refusal(
        503,
        'gateway_busy',
        'The gateway holds as many request bodies as it may; try again in a moment.',
      );
    }
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}

/** The whole body, at most `most` bytes; throws a refusal beyond that, or where the client goes away. */
export async function readBody(
  request: IncomingMessage,
  most: number,
  memory: BodyMemory,
): Promise<{ bytes: Buffer; release(): void }> {
  const tooLarge = () =>
    new Refusal(413, 'body_too_large', `The body is larger than the ${megabytes(most)} that the gateway accepts.`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  const release = () => memory.give(size);
  try {
    await new Promise<void>((resolve, reject) => {
      request.on('data', (chunk: Buffer) => {
        try {
          if (size + chunk.length > most) throw tooLarge();
          memory.take(chunk.length);
          size += chunk.length;
          chunks.push(chunk);
        } catch (error) {
          request.removeAllListeners('data');
          reject(error);
        }
      });
      request.once('end', resolve);
      request.once('error', reject);
      request.once('close', () => reject(new Refusal(400, 'body_cut', 'The body ended before it was complete.')));
    });
  } catch (error) {
    release();
    throw error;
  }
  return { bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), release };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

function decoderOf(encoding: string): Decoder | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return promisify(zlib.gunzip) as Decoder;
    case 'deflate':
      return promisify(zlib.inflate) as Decoder;
    case 'br':
      return promisify(zlib.brotliDecompress) as Decoder;
    case 'zstd': {
      // Newer versions of Node have it.
      const decompress = (zlib as unknown as Record<string, unknown>).zstdDecompress;
      return typeof decompress === 'function' ? (promisify(decompress as never) as unknown as Decoder) : undefined;
    }
    default:
      return undefined;
  }
}

/** The body behind its content encodings, at most `most` bytes; throws a refusal for one that is unknown, broken or a bomb. */
export async function decodeBody(bytes: Buffer, encoding: string, most: number): Promise<Buffer> {
  const steps = encoding
    .toLowerCase()
    .split(',')
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== 'identity');
  if (steps.length > 2) throw new Refusal(415, 'unknown_encoding', 'The body is encoded more than twice.');
  let decoded = bytes;
  for (const step of steps.reverse()) {
    const decode = decoderOf(step);
    if (decode === undefined) {
      throw new Refusal(
        415,
        'unknown_encoding',
        'The content encoding is not one that the gateway can read: send gzip, deflate, br or none.',
      );
    }
    try {
      decoded = await decode(decoded, { maxOutputLength: most });
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') {
        throw new Refusal(
          413,
          'body_too_large',
          `The body unpacks to more than the ${megabytes(most)} that the gateway accepts.`,
        );
      }
      throw new Refusal(400, 'broken_encoding', `The body is not valid ${step}.`);
    }
  }
  return decoded;
}

/** A stream that undoes a content encoding, for answers; undefined where there is nothing to undo, null for one that is unknown. */
export function decodeStream(encoding: string | undefined): NodeJS.ReadWriteStream | undefined | null {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      return null;
  }
}
