import type { ChangedFile } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { list, name, oneOf, record } from './shape.ts';

/** Findings that a team has decided to live with, by path and fingerprint: a copy in another file is not among them. */
export interface KnownFindings {
  has(path: string, fingerprint: string): boolean;
}

export const NOTHING_KNOWN: KnownFindings = { has: () => false };

const shape = record({ version: oneOf(1), findings: list(record({ path: name, fingerprint: name })) });

/** Reads `{"version": 1, "findings": [{"path", "fingerprint"}]}`; a fault is a phrase. */
export function readKnownFindings(text: string): KnownFindings | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'it is not JSON' };
  }
  const faults: string[] = [];
  shape(value, '', faults);
  if (faults.length > 0) return { fault: faults.join(', ') };
  const { findings } = value as { findings: readonly { path: string; fingerprint: string }[] };
  const known = new Set(findings.map(({ path, fingerprint }) => JSON.stringify([path, fingerprint])));
  return { has: (path, fingerprint) => known.has(JSON.stringify([path, fingerprint])) };
}

/** Findings with those that are known as `unchanged`, also under the path that the file had before the change. */
export function withKnown(
  findings: readonly Finding[],
  known: KnownFindings,
  files: readonly ChangedFile[],
): readonly Finding[] {
  if (known === NOTHING_KNOWN) return findings;
  const previous = new Map(
    files.flatMap((file) => (file.status === 'renamed' ? [[file.path, file.previousPath]] : [])),
  );
  return findings.map((finding) => {
    if (finding.baselineState !== 'new') return finding;
    const paths = [finding.path, previous.get(finding.path)].filter((path) => path !== undefined);
    const isKnown = Object.values(finding.partialFingerprints).some((print) =>
      paths.some((path) => known.has(path, print)),
    );
    return isKnown ? { ...finding, baselineState: 'unchanged' } : finding;
  });
}
