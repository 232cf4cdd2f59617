import type { FlowDetector } from '../detector.ts';
import type { SinkKind, SourceKind } from './kinds.ts';

/** What comes from somebody else over the network, through a model, or into a library. */
const REMOTE: readonly SourceKind[] = ['request', 'message', 'model', 'browser', 'library'];

/** A flow from untrusted values to a kind of sink: what a rule about data flow detects. */
export function taint({
  to,
  from = REMOTE,
}: {
  readonly to: SinkKind | readonly SinkKind[];
  readonly from?: readonly SourceKind[];
}): FlowDetector {
  return { engine: 'taint', scope: 'program', to: typeof to === 'string' ? [to] : to, from };
}
