import { createDetector, type DetectorSettings } from '../../guard/detect/detector.ts';
import type { Scan } from '../../guard/redact.ts';
import { rules } from '../../rules/index.ts';

export type TextScanSettings = DetectorSettings;

/** Everything that looks at texts, on the calling thread. */
export async function createTextScan(settings: TextScanSettings): Promise<Scan> {
  const detect = await createDetector(rules, settings);
  return async (texts) => texts.map((text) => ({ matches: detect(text), code: [] }));
}
