import type { Attribution } from './attribution.ts';

/** The JSON of `countersign blame FILE`: every line of the file is in exactly one attribution. */
export interface BlameReport {
  readonly version: 1;
  readonly path: string;
  readonly attributions: readonly Attribution[];
}
