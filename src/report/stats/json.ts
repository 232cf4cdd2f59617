import { safeJson } from '../visible.ts';
import type { StatsInput } from './tables.ts';

/** The statistics as they are. */
export function statsJson({ stats }: StatsInput): string {
  return safeJson(stats);
}
