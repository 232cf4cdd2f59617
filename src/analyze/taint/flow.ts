import type { MisuseKind, SinkKind, SourceKind } from './kinds.ts';
import type { Site, Step } from './value.ts';

/** An untrusted value that reaches a sink it is not clean for. */
export interface Flow {
  readonly kind: SinkKind | MisuseKind;
  readonly source: SourceKind;
  readonly sink: Site;
  /** Last step before the sink; follow `previous` back to the source. */
  readonly step: Step;
  readonly guessed: boolean;
}

/** A sink that untrusted values reach, but none that can harm there. */
export interface Cleared {
  readonly kind: SinkKind;
  readonly sink: Site;
}

/** Collects flows: one for each kind and sink, the surest and then the shortest. */
export class FlowSet {
  readonly #flows = new Map<string, Flow>();
  readonly #clear = new Map<string, Cleared>();

  add(flow: Flow): void {
    const key = `${flow.kind} ${flow.sink.module} ${flow.sink.node}`;
    const known = this.#flows.get(key);
    if (known === undefined || isBetter(flow, known)) this.#flows.set(key, flow);
  }

  /** An untrusted value came here and was clean: a check or an encoder did its work. */
  clear(kind: SinkKind, sink: Site): void {
    this.#clear.set(`${kind} ${sink.module} ${sink.node}`, { kind, sink });
  }

  /** Places that only clean values reached. */
  cleared(): Cleared[] {
    return [...this.#clear].filter(([key]) => !this.#flows.has(key)).map(([, one]) => one);
  }

  /** In the order of modules and places, so that nothing depends on the order of the work. */
  all(): Flow[] {
    return [...this.#flows.values()].sort(
      (a, b) => a.sink.module - b.sink.module || a.sink.node - b.sink.node || (a.kind < b.kind ? -1 : 1),
    );
  }
}

function isBetter(flow: Flow, known: Flow): boolean {
  if ((flow.source === 'local') !== (known.source === 'local')) return known.source === 'local';
  if (flow.guessed !== known.guessed) return known.guessed;
  return flow.step.length < known.step.length;
}
