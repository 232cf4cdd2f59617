import { join, resolve } from 'node:path';
import { type EvidenceNotes, openEvidenceNotes } from '../../adapters/evidence/notes.ts';
import { isLedger, openLedger } from '../../adapters/ledger/file-ledger.ts';
import { assistedAreas, auditFacts } from '../../attest/audit-facts.ts';
import { coverage } from '../../attest/controls/coverage.ts';
import { type LedgerFiles, verifyLedger } from '../../attest/ledger/verify.ts';
import { openEvidence } from '../../attest/open-evidence.ts';
import type { TrustedKey } from '../../attest/public-key.ts';
import { verifyEvidence } from '../../attest/verify.ts';
import { check, type Judged } from '../../check.ts';
import { summarizeAuthorship } from '../../decide/authorship-summary.ts';
import type { Audit, AuditedCommit } from '../../model/audit.ts';
import type { Commit } from '../../model/change.ts';
import { writePack } from './audit-pack.ts';
import { periodOf, periodRange } from './audit-period.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';
import { type SigningOptions, signerOf } from './signing.ts';
import { trustedKey } from './trust.ts';

export interface AuditOptions extends SigningOptions {
  readonly from: string;
  readonly to?: string;
  readonly revision?: string;
  readonly output: string;
  readonly trust: readonly string[];
  readonly ledger?: string;
}

/** `countersign audit`: one file with everything that a repository can show for a period. */
export async function auditCommand(options: AuditOptions, globals: Globals): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const period = periodOf(options.from, options.to);
  const signer = options.key === undefined ? undefined : signerOf(options, globals);
  const keys = options.trust.map((path) => trustedKey(resolve(cwd, path)));
  const range = await periodRange(period, options.revision ?? 'HEAD', globals);
  const judged = await judge(range, globals);
  const notes = await openEvidenceNotes(cwd, terminal.signal);
  try {
    const madeAt = new Date().toISOString();
    const evidence = new Map<string, string>();
    const commits: AuditedCommit[] = [];
    for (const commit of judged.report.change.commits) {
      const text = await notes.read(commit.sha, terminal.signal);
      if (text !== null) evidence.set(commit.sha, text);
      commits.push(await auditedCommit(commit, text, keys, madeAt, notes, terminal.signal));
    }
    const folder =
      options.ledger === undefined ? join(notes.commonDir, 'countersign', 'ledger') : resolve(cwd, options.ledger);
    const ledger = isLedger(folder) ? openLedger(folder).read() : null;
    const authorship = summarizeAuthorship(judged.facts, judged.policy);
    const facts = auditFacts({
      input: judged,
      authorship,
      policy: judged.policy,
      commits,
      ledger: ledger === null ? null : ledgerFact(ledger, keys, madeAt),
      at: madeAt,
    });
    const audit: Audit = {
      repository: judged.report.change.repo,
      ...period,
      madeAt,
      base: judged.report.change.base,
      head: range.head,
      input: judged,
      commits,
      areas: assistedAreas(judged, authorship),
      facts,
      frameworks: coverage(facts),
      gaps: range.gaps,
    };
    await writePack({ audit, authorship, policy: judged.policy, evidence, ledger, signer }, options.output, globals);
    return 0;
  } finally {
    notes.close();
  }
}

async function judge(
  range: { readonly base: string | null; readonly head: string },
  globals: Globals,
): Promise<Judged> {
  const session = await openSession(globals.cwd, globals);
  try {
    const request =
      range.base === null
        ? ({ kind: 'tree', revision: range.head } as const)
        : ({ kind: 'range', range: `${range.base}..${range.head}` } as const);
    return await check(request, session.ports, session.judge, globals.terminal.signal);
  } finally {
    await session.close();
  }
}

async function auditedCommit(
  { sha, at, author, trailers = [] }: Commit,
  text: string | null,
  keys: readonly TrustedKey[],
  now: string,
  notes: EvidenceNotes,
  signal: AbortSignal,
): Promise<AuditedCommit> {
  const named = (pattern: RegExp) => trailers.filter(({ key }) => pattern.test(key)).map(({ value }) => value);
  const reviewers = named(/^(reviewed|acked|approved|tested)-by$/i).filter(
    (value) => !value.toLowerCase().includes(author.email.toLowerCase()),
  );
  const assisted = named(/^(assisted|generated)-by$/i);
  return { sha, at, author: author.name, reviewers, assisted, evidence: await kept() };

  async function kept(): Promise<AuditedCommit['evidence']> {
    if (text === null) return null;
    if (keys.length === 0) {
      return { outcome: openEvidence(text) ?? 'unknown', holds: null, because: 'not checked: no key was given' };
    }
    const {
      holds,
      outcome = 'unknown',
      checks,
    } = await verifyEvidence(text, {
      keys,
      now,
      commit: sha,
      treeOf: (commit) => notes.tree(commit, signal),
    });
    const fault = checks.find((one) => one.holds === false);
    return {
      outcome: holds ? outcome : 'evidence does not hold',
      holds,
      because: fault?.said ?? 'signed, and it holds',
    };
  }
}

function ledgerFact(
  files: LedgerFiles,
  keys: readonly TrustedKey[],
  now: string,
): { holds: boolean; because: string; size: number } {
  const { holds, checks, size } = verifyLedger(files, { keys, now });
  const fault = checks.find((one) => one.holds === false);
  const because = holds
    ? `The ledger of ${size} entries holds against its signed heads.`
    : (fault?.said ?? 'The ledger does not hold.');
  return {
    holds,
    because: keys.length === 0 && !holds ? `No key was given to check the ledger with. ${because}` : because,
    size,
  };
}
