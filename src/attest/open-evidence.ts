import { decodeBase64 } from '../lib/base64.ts';
import { readBundle } from './bundle.ts';
import { CHANGE_EVIDENCE_TYPE } from './predicates.ts';
import { readStatement } from './statement.ts';
import { bundlesIn } from './verify.ts';

/** The outcome that evidence names, unverified: for lists, never for a decision. Undefined where it names none. */
export function openEvidence(text: string): string | undefined {
  let outcome: string | undefined;
  for (const bundle of bundlesIn(text)) {
    const read = readBundle(bundle);
    if ('fault' in read || read.keyless !== undefined) continue;
    const { payload } = read.envelope as { payload?: unknown };
    const bytes = typeof payload === 'string' ? decodeBase64(payload) : null;
    const statement = bytes === null ? null : readStatement(bytes);
    if (statement === null || 'fault' in statement || statement.predicateType !== CHANGE_EVIDENCE_TYPE) continue;
    const { decision } = statement.predicate as { decision?: { outcome?: unknown } };
    if (typeof decision?.outcome === 'string') outcome = decision.outcome;
  }
  return outcome;
}
