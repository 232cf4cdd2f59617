import { type ByteEdit, type JsonIndex, stringAt } from '../json-index.ts';
import { type Mode, type Restoring, replaced, restorerFor } from './answer.ts';
import type { Restorer } from './text-restorer.ts';

/** An event that has to be sent although the provider sent none: it carries what was kept back. */
export interface ExtraEvent {
  readonly event: string;
  readonly data: object;
}

interface Channel {
  readonly restorer: Restorer;
  make: (text: string) => ExtraEvent;
}

/** The texts that a stream carries side by side, each put together from its own pieces. */
export class Channels {
  readonly #restoring: Restoring;
  readonly #open = new Map<string, Channel>();

  constructor(restoring: Restoring) {
    this.#restoring = restoring;
  }

  /** Begins a channel where it is not open. */
  open(key: string, mode: Mode): void {
    if (this.#open.has(key)) return;
    this.#open.set(key, { restorer: restorerFor(mode, this.#restoring), make: () => ({ event: '', data: {} }) });
  }

  /**
   * One piece, the string `node` of an event. `make` says how to send what is kept back, should the channel end later; a piece
   * that is `last` keeps nothing back.
   */
  piece(key: string, index: JsonIndex, node: number, make: Channel['make'], last = false): ByteEdit | null {
    const channel = this.#open.get(key);
    if (channel === undefined) return null;
    channel.make = make;
    const text = stringAt(index, node);
    return replaced(index, node, text, channel.restorer.push(text) + (last ? channel.restorer.end() : ''));
  }

  /** Ends the channels whose key the test accepts, and gives what they kept back. */
  close(test: (key: string) => boolean): ExtraEvent[] {
    const extra: ExtraEvent[] = [];
    for (const [key, channel] of this.#open) {
      if (!test(key)) continue;
      this.#open.delete(key);
      const rest = channel.restorer.end();
      if (rest !== '') extra.push(channel.make(rest));
    }
    return extra;
  }
}
