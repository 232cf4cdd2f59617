import { type CodeIndex, codeIn } from '../../guard/code/code-index.ts';
import { createDetector, type DetectorSettings } from '../../guard/detect/detector.ts';
import type { Scan } from '../../guard/redact.ts';
import { rules } from '../../rules/index.ts';

export interface TextScanSettings extends DetectorSettings {
  /** Fingerprints of confidential code; null where there is none to look for. */
  readonly code: CodeIndex | null;
}

/** Everything that looks at texts, on the calling thread. */
export async function createTextScan({ code, ...settings }: TextScanSettings): Promise<Scan> {
  const detect = await createDetector(rules, settings);
  return async (texts) =>
    texts.map((text) => ({ matches: detect(text), code: code === null ? [] : codeIn(text, code) }));
}
