import { safeJson } from '../visible.ts';
import type { BlameInput } from './lines.ts';

/** Version, path and attributions, nothing else: the file itself is not repeated. */
export function blameJson({ report }: BlameInput): string {
  const { version, path, attributions } = report;
  return safeJson({ version, path, attributions });
}
