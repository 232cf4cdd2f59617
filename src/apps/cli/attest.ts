import { resolve } from 'node:path';
import { openEvidenceNotes } from '../../adapters/evidence/notes.ts';
import { writeOciLayout } from '../../adapters/evidence/oci-layout.ts';
import { attest } from '../../attest/attest.ts';
import { entriesOf } from '../../attest/ledger/entries-of.ts';
import { type Attested, notAttestable } from '../../attest/predicates.ts';
import { check } from '../../check.ts';
import { summarizeAuthorship } from '../../decide/authorship-summary.ts';
import { CountersignError } from '../../model/error.ts';
import { requestOf } from './check.ts';
import { keepInLedger, ledgerAt, nonce } from './ledger.ts';
import { writeWhole } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';
import { type SigningOptions, signerOf } from './signing.ts';

export interface AttestOptions extends SigningOptions {
  readonly range: string | undefined;
  readonly commit?: string;
  readonly output?: string;
  readonly notes?: true;
  readonly oci?: string;
  readonly resource?: string;
  /** Folder of the ledger; false for none. */
  readonly ledger?: string | boolean;
}

/** `countersign attest`: judges commits and signs the answer; exit code 0 says that evidence was made, whatever it says. */
export async function attestCommand(options: AttestOptions, globals: Globals): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const { output, notes, oci } = options;
  if (output === undefined && !notes && oci === undefined) {
    throw new CountersignError(
      'usage/bad-argument',
      'Say where the evidence goes: --output FILE, --notes or --oci DIR.',
    );
  }
  const signer = signerOf(options, globals);
  const { attested, actor } = await judged(options, globals);
  const text = await attest(attested, signer, terminal.signal);
  const { change, decision } = attested.report;
  const commit = change.head.sha!;
  const places: string[] = [];
  if (oci !== undefined) {
    writeOciLayout(resolve(cwd, oci), text, { commit, at: attested.at });
    places.push(oci);
  }
  if (notes) {
    const store = await openEvidenceNotes(cwd, terminal.signal);
    await store.add(commit, text, terminal.signal).finally(() => store.close());
    places.push('refs/notes/countersign-evidence');
  }
  if (options.ledger !== false) {
    const place = typeof options.ledger === 'string' ? { ledger: options.ledger } : {};
    const { size } = await keepInLedger(
      await ledgerAt(place, globals),
      entriesOf(attested, actor, nonce),
      signer,
      globals,
    );
    places.push(`ledger (${size} ${size === 1 ? 'entry' : 'entries'})`);
  }
  if (output === '-') terminal.out(text);
  else if (output !== undefined) writeWhole(cwd, output, text);
  if (output !== undefined && output !== '-') places.push(output);
  if (output !== '-') {
    terminal.out(
      `Attested ${commit.slice(0, 12)} (${decision.outcome}) with key ${signer.keyId.slice(0, 16)}: ${places.join(', ')}\n`,
    );
  }
  return 0;
}

async function judged(options: AttestOptions, globals: Globals): Promise<{ attested: Attested; actor: string }> {
  const session = await openSession(globals.cwd, globals);
  try {
    const { report, facts, policy, ladder } = await check(
      requestOf({ range: options.range, ...(options.commit === undefined ? {} : { commit: options.commit }) }),
      session.ports,
      session.judge,
      globals.terminal.signal,
    );
    const fault = notAttestable(report);
    if (fault !== null) throw new CountersignError('usage/bad-argument', fault);
    const attested = {
      report,
      authorship: summarizeAuthorship(facts, policy),
      ladder: ladder ?? [],
      at: facts.now,
      ...(options.resource === undefined ? {} : { resource: options.resource }),
    };
    return { attested, actor: facts.actor.id };
  } finally {
    await session.close();
  }
}
