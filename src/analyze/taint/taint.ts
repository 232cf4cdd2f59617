import type { FlowDetector } from '../detector.ts';
import type { MisuseKind, SinkKind, SourceKind } from './kinds.ts';

/**
 * What comes from somebody else over the network, through a model, or into a library or function that anybody may call; and, told
 * a level lower, from the machine.
 */
const REMOTE: readonly SourceKind[] = ['request', 'message', 'model', 'browser', 'library', 'parameter', 'local'];

/** Where even a word of the command line or the environment is too much. */
const RUNS: ReadonlySet<SinkKind> = new Set(['shell', 'code', 'reflection', 'sql', 'deserialize', 'template']);

/** A flow from untrusted values to a kind of sink: what a rule about data flow detects. */
export function taint({
  to,
  from,
}: {
  readonly to: SinkKind | readonly SinkKind[];
  readonly from?: readonly SourceKind[];
}): FlowDetector {
  const kinds = typeof to === 'string' ? [to] : to;
  const sources: readonly SourceKind[] = kinds.every((kind) => RUNS.has(kind)) ? [...REMOTE, 'environment'] : REMOTE;
  // Names of what is packed in an archive are the packer's.
  const files: readonly SourceKind[] = kinds.includes('path') ? ['file'] : [];
  return { engine: 'taint', scope: 'program', to: kinds, from: from ?? [...sources, ...files] };
}

/** Uses of an API that are a defect as they stand, found with the constants that reach them. */
export function misuse(...kinds: readonly MisuseKind[]): FlowDetector {
  return { engine: 'taint', scope: 'program', to: kinds, from: ['code'] };
}
