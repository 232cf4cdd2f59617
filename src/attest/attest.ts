import type { Signer } from '../model/ports.ts';
import { writeBundle } from './bundle.ts';
import { sealEnvelope } from './dsse.ts';
import { type Attested, statementsOf } from './predicates.ts';
import { STATEMENT_MEDIA_TYPE, statementBytes } from './statement.ts';

/** The evidence of one change: a signed bundle a line, our own first. Throws what the signer throws. */
export async function attest(attested: Attested, signer: Signer, signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  for (const statement of statementsOf(attested)) {
    const envelope = await sealEnvelope(STATEMENT_MEDIA_TYPE, statementBytes(statement), signer, signal);
    lines.push(`${writeBundle(envelope)}\n`);
  }
  return lines.join('');
}
