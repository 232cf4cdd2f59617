import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { endToEnd, headerOf } from '../../guard/headers.ts';
import type { Restoring } from '../../guard/restore/answer.ts';
import {
  arrayStreamRestorer,
  eventStreamRestorer,
  restoreAnswer,
  type StreamRestorer,
} from '../../guard/restore/stream.ts';
import { decodeStream } from './body.ts';

interface Passing {
  /** Null where nothing has to be put back: then every byte passes as it is. */
  readonly restoring: Restoring | null;
  /** True for a stream that is one JSON array. */
  readonly isArray: boolean;
  /** Sees the bytes as they go to the client, without content encoding where that can be undone. */
  readonly onBytes: (chunk: Buffer) => void;
  /** True where the answer is looked into although it is encoded. */
  readonly looksInside: boolean;
}

/** An answer in JSON that is larger than this is not put together in memory. */
const LARGEST = 128 * 1024 * 1024;

/** Passes an answer on to the client, at the pace of the slower of both; rejects where either side breaks off. */
export async function passAnswer(answer: IncomingMessage, response: ServerResponse, passing: Passing): Promise<void> {
  const headers = endToEnd(answer.rawHeaders);
  response.sendDate = false;
  const encoding = headerOf(headers, 'content-encoding');
  const restorer = passing.restoring === null ? null : restorerFor(answer, passing.restoring, passing.isArray);
  const decoder = restorer === null ? undefined : decodeStream(encoding);
  if (restorer === null || decoder === null) {
    // What cannot be unpacked shows placeholders, and nothing else.
    response.writeHead(answer.statusCode!, answer.statusMessage ?? '', headers);
    // The head of a stream is sent at once; that of a whole answer goes with its first bytes.
    if (headerOf(headers, 'content-length') === undefined) response.flushHeaders();
    listen(answer, encoding, passing);
    await pipeline(answer, response);
    return;
  }
  const without = new Set(['content-length', 'content-encoding', 'etag', 'content-md5', 'digest']);
  response.writeHead(answer.statusCode!, answer.statusMessage ?? '', endToEnd(headers, without));
  response.flushHeaders();
  const transform = restoringTransform(restorer);
  transform.on('data', passing.onBytes);
  if (decoder === undefined) await pipeline(answer, transform, response);
  else await pipeline(answer, decoder, transform, response);
}

function listen(answer: IncomingMessage, encoding: string | undefined, { onBytes, looksInside }: Passing): void {
  const side = looksInside ? decodeStream(encoding) : undefined;
  if (side === undefined || side === null) {
    answer.on('data', onBytes);
    return;
  }
  (side as unknown as Readable).on('data', onBytes).on('error', () => undefined);
  answer.on('data', (chunk: Buffer) => void side.write(chunk));
  answer.once('end', () => side.end());
}

function restorerFor(answer: IncomingMessage, restoring: Restoring, isArray: boolean): StreamRestorer | null {
  const type = (answer.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'text/event-stream') return eventStreamRestorer(restoring);
  if (type !== 'application/json' && !type.endsWith('+json')) return null;
  return isArray ? arrayStreamRestorer(restoring) : wholeRestorer(restoring);
}

function wholeRestorer(restoring: Restoring): StreamRestorer {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    push(chunk) {
      size += chunk.length;
      if (size > LARGEST) throw new RangeError('the answer is too large to be restored');
      chunks.push(chunk);
      return Buffer.alloc(0);
    },
    end: () => restoreAnswer(Buffer.concat(chunks), restoring),
  };
}

function restoringTransform(restorer: StreamRestorer): Transform {
  const attempt = (make: () => Buffer, done: TransformCallback): void => {
    try {
      const bytes = make();
      if (bytes.length === 0) done();
      else done(null, bytes);
    } catch (error) {
      done(error as Error);
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => attempt(() => restorer.push(chunk), done),
    flush: (done) => attempt(() => restorer.end(), done),
  });
}
