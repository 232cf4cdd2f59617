import { applyEdits, indexJson } from '../json-index.ts';
import { answerEdits, type Restoring } from './answer.ts';
import type { ExtraEvent } from './channels.ts';
import { EventRestorer } from './events.ts';
import { ElementReader, type Frame, FrameReader, makeFrame, withData } from './frames.ts';

/** Restores an answer that comes in pieces of bytes. */
export interface StreamRestorer {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
}

/** For server-sent events. What carries no placeholder passes byte for byte. */
export function eventStreamRestorer(restoring: Restoring): StreamRestorer {
  const frames = new FrameReader();
  const events = new EventRestorer(restoring);
  const one = (frame: Frame): Buffer[] => {
    if (frame.data === '[DONE]') return [...extra(events.end()), frame.raw];
    if (frame.data === '') return [frame.raw];
    const index = indexJson(Buffer.from(frame.data));
    // A cut last frame, or no JSON: it is passed on as it came, and shows a placeholder at worst.
    if ('fault' in index) return [frame.raw];
    const { before, edits } = events.event(index);
    const data = edits.length === 0 ? frame.raw : withData(frame, applyEdits(index.bytes, edits).toString('utf8'));
    return [...extra(before), data];
  };
  return {
    push: (chunk) => Buffer.concat(frames.push(chunk).flatMap(one)),
    end: () => Buffer.concat([...frames.end().flatMap(one), ...extra(events.end())]),
  };
}

function extra(events: readonly ExtraEvent[]): Buffer[] {
  return events.map(({ event, data }) => makeFrame(event, data));
}

/** For a stream that is one JSON array, as Gemini sends it without `alt=sse`. */
export function arrayStreamRestorer(restoring: Restoring): StreamRestorer {
  const elements = new ElementReader();
  const events = new EventRestorer(restoring);
  let any = false;
  return {
    push(chunk) {
      return Buffer.concat(
        elements.push(chunk).flatMap(({ bytes, isElement }) => {
          if (!isElement) {
            const close = bytes.lastIndexOf(']');
            if (close < 0) return [bytes];
            const rest = events.end().map(({ data }) => Buffer.from(`${any ? ',' : ''}${JSON.stringify(data)}`));
            return [bytes.subarray(0, close), ...rest, bytes.subarray(close)];
          }
          any = true;
          const index = indexJson(bytes);
          if ('fault' in index) return [bytes];
          const { before, edits } = events.event(index);
          return [...before.map(({ data }) => Buffer.from(`${JSON.stringify(data)},`)), applyEdits(bytes, edits)];
        }),
      );
    },
    end: () => elements.end(),
  };
}

/** A whole answer in JSON; the very same bytes where nothing has to be restored, or where it is no JSON. */
export function restoreAnswer(bytes: Buffer, restoring: Restoring): Buffer {
  const index = indexJson(bytes);
  return 'fault' in index ? bytes : applyEdits(bytes, answerEdits(index, 0, restoring));
}
