import { digestOf } from '../../lib/hash.ts';
import type { Waiver } from '../../model/safeguard.ts';
import { type Attested, statementsOf } from '../predicates.ts';
import type { EntryKind, LedgerEntry } from './entry.ts';

const KIND_OF: Readonly<Record<string, EntryKind>> = {
  review: 'approval',
  acknowledgement: 'acknowledgement',
  training: 'training',
};

/** What a judged change leaves in the ledger: the decision, who gave what for it, what was waived, and what assistants wrote. */
export function entriesOf(attested: Attested, by: string, nonce: () => string): readonly LedgerEntry[] {
  const { report, authorship, at } = attested;
  const { change, decision, safeguards } = report;
  const commit = change.head.sha!;
  const entry = (kind: EntryKind, who: string, body: LedgerEntry['body']): LedgerEntry => {
    return JSON.parse(JSON.stringify({ version: 1, kind, at, by: who, commit, nonce: nonce(), body })) as LedgerEntry;
  };
  const entries = [
    entry('decision', by, {
      repository: change.repo,
      outcome: decision.outcome,
      policy: decision.policy,
      clauses: decision.reasons.filter(({ outcome }) => outcome === decision.outcome).map(({ clause }) => clause),
      evidence: digestOf(statementsOf(attested)[0]),
    }),
  ];
  const { ai, mixed } = authorship.lines;
  if (ai + mixed > 0)
    entries.push(entry('ai-use', by, { ai, mixed, lines: authorship.lines, tools: authorship.tools }));
  for (const safeguard of safeguards) {
    const kind = KIND_OF[safeguard.kind];
    if (kind !== undefined) {
      const { by: giver, covers, at: given, head } = safeguard;
      entries.push(entry(kind, giver.id, { by: giver, covers, given, head }));
    } else if (safeguard.kind === 'waiver') {
      const { covers, owner, reason, expires, origin } = safeguard as Waiver;
      entries.push(entry('waiver', owner, { covers, owner, reason, expires, origin }));
    }
  }
  return entries;
}
