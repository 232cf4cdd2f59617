import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeBundle } from '../../attest/bundle.ts';
import { sealEnvelope } from '../../attest/dsse.ts';
import type { LedgerFiles } from '../../attest/ledger/verify.ts';
import { type AuthorshipSummary, PACK_TYPE } from '../../attest/predicates.ts';
import { STATEMENT_MEDIA_TYPE, STATEMENT_TYPE, statementBytes } from '../../attest/statement.ts';
import { sha256 } from '../../lib/hash.ts';
import { zip } from '../../lib/zip.ts';
import type { Audit } from '../../model/audit.ts';
import { CountersignError } from '../../model/error.ts';
import type { Policy } from '../../model/policy.ts';
import type { Signer } from '../../model/ports.ts';
import { cyclonedxWithDeclarations } from '../../report/audit/declarations.ts';
import { auditHtml } from '../../report/audit/html.ts';
import { oscal } from '../../report/audit/oscal.ts';
import { sarif } from '../../report/sarif.ts';
import { spdx } from '../../report/spdx.ts';
import { safeJson } from '../../report/visible.ts';
import { writeWhole } from './output.ts';
import type { Globals } from './program.ts';

interface Pack {
  readonly audit: Audit;
  readonly authorship: AuthorshipSummary;
  readonly policy: Policy;
  /** By commit. */
  readonly evidence: ReadonlyMap<string, string>;
  readonly ledger: LedgerFiles | null;
  readonly signer: Signer | undefined;
}

/** Writes the pack: a zip, or a folder where the output ends in a slash. */
export async function writePack(pack: Pack, output: string, { cwd, terminal }: Globals): Promise<void> {
  const files = filesOf(pack);
  const manifest = [...files].map(([path, text]) => `${sha256(text)}  ${path}\n`).join('');
  files.set('MANIFEST.sha256', manifest);
  if (pack.signer !== undefined) {
    files.set('MANIFEST.sigstore.jsonl', await signed(manifest, pack, pack.signer, terminal.signal));
  }
  if (output.endsWith('/')) writeFolder(resolve(cwd, output), files, cwd);
  else writeWhole(cwd, output, zip(files));
  const { audit } = pack;
  const states = audit.frameworks.flatMap(({ results }) => results.map(({ state }) => state));
  const counted = (state: string) => states.filter((one) => one === state).length;
  terminal.out(
    [
      `${audit.from} to ${audit.to}: ${audit.commits.length} commits, ${pack.evidence.size} with evidence.`,
      `Controls of ${audit.frameworks.length} frameworks: ${counted('satisfied')} satisfied, ${counted('partial')} partial, ${counted('not covered')} not covered.`,
      `${output}: ${files.size} files, open report.html first${pack.signer === undefined ? '; not signed (--key signs it)' : ''}.`,
      '',
    ].join('\n'),
  );
}

function filesOf({ audit, authorship, policy, evidence, ledger }: Pack): Map<string, string> {
  const { input } = audit;
  const json = (value: unknown) => safeJson(value);
  const files = new Map<string, string>([
    ['README.txt', README],
    ['report.html', auditHtml(audit)],
    [
      'decision.json',
      json({ decision: input.report.decision, ladder: input.ladder ?? [], safeguards: input.report.safeguards }),
    ],
    ['policy.json', json(policy)],
    ['commits.json', json(audit.commits)],
    ['authorship.json', json({ ...authorship, areas: audit.areas })],
    ['controls.json', json({ facts: audit.facts, frameworks: audit.frameworks })],
    ['findings.sarif', sarif(input)],
    ['bom.cdx.json', cyclonedxWithDeclarations(audit)],
    ['bom.spdx.json', spdx(input, { now: audit.madeAt })],
    ['oscal-assessment-results.json', oscal(audit)],
  ]);
  for (const [commit, text] of evidence) files.set(`evidence/${commit}.jsonl`, text);
  if (ledger !== null) {
    files.set('ledger/entries.log', ledger.entries);
    files.set('ledger/heads.log', ledger.heads);
  }
  return files;
}

/** A statement over the manifest, so that one signature covers every file of the pack. */
async function signed(manifest: string, { audit }: Pack, signer: Signer, signal: AbortSignal): Promise<string> {
  const subject = [
    { name: 'MANIFEST.sha256', digest: { sha256: sha256(manifest) } },
    { name: audit.repository, digest: { gitCommit: audit.head } },
  ];
  const predicate = { version: 1, at: audit.madeAt, from: audit.from, to: audit.to, base: audit.base };
  const statement = { _type: STATEMENT_TYPE, subject, predicateType: PACK_TYPE, predicate } as const;
  return `${writeBundle(await sealEnvelope(STATEMENT_MEDIA_TYPE, statementBytes(statement), signer, signal))}\n`;
}

function writeFolder(folder: string, files: ReadonlyMap<string, string>, cwd: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() && readdirSync(folder).length > 0) {
    throw new CountersignError('path/not-writable', `${folder} is not empty: a pack is written into a new folder.`);
  }
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of files) writeWhole(cwd, join(folder, path), text);
}

const README = `Evidence pack, made by countersign.

report.html                     for people; prints well
decision.json policy.json       the verdict over the whole period, and what judged it
commits.json                    commits with reviewers, assistants and the decision that was kept of each
authorship.json                 who wrote what, and the areas in which assistants wrote
findings.sarif                  SARIF 2.1.0
bom.cdx.json                    CycloneDX 1.6, with declarations for each control
bom.spdx.json                   SPDX 3.0.1
oscal-assessment-results.json   OSCAL 1.1.2
controls.json                   each control: satisfied, partial or not covered, and why
evidence/                       signed evidence by commit (in-toto statements in Sigstore bundles)
ledger/                         the append-only log with its signed heads
MANIFEST.sha256                 sha256sum -c MANIFEST.sha256
MANIFEST.sigstore.jsonl         a signature over the manifest, where a key was given

countersign verify evidence/*.jsonl ledger MANIFEST.sigstore.jsonl --key countersign.pub
`;
