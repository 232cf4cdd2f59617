import { sha256 } from '../lib/hash.ts';
import { readBundle } from './bundle.ts';
import { isNamed, openEnvelope } from './dsse.ts';
import { validityFault } from './key-validity.ts';
import { CHANGE_EVIDENCE_TYPE, PACK_TYPE, resultOf, TEST_RESULT_TYPE, VSA_TYPE } from './predicates.ts';
import type { TrustedKey } from './public-key.ts';
import { readStatement, STATEMENT_MEDIA_TYPE, type Statement } from './statement.ts';

/** Who vouches for a keyless bundle, or why nobody does; it brings its own certificates and witnesses to check. */
type KeylessOpened = { readonly payload: Uint8Array; readonly identity: string } | { readonly fault: string };

export interface VerifyOptions {
  readonly keys: readonly TrustedKey[];
  /** ISO 8601: the clock of the one who verifies. */
  readonly now: string;
  /** ISO 8601: a day on which the evidence is known to have been there. */
  readonly known?: string;
  /** Ask for evidence of this commit (full id). */
  readonly commit?: string;
  /** Ask for this outcome: `ship` lets nothing else pass. */
  readonly outcome?: string;
  /** The tree of a commit in the repository at hand, null where it is not there; absent without a repository. */
  readonly treeOf?: (commit: string) => Promise<string | null>;
  /** Checks a bundle that was signed with a certificate; absent where that was not asked for. */
  readonly keyless?: (bundle: Record<string, unknown>) => KeylessOpened;
}

/** One thing that was looked at: it holds, it does not, or (`null`) it could not be told. */
export interface Checked {
  readonly holds: boolean | null;
  /** One sentence. */
  readonly said: string;
}

export interface Verified {
  /** True when something was signed and everything that was looked at holds. */
  readonly holds: boolean;
  readonly checks: readonly Checked[];
  readonly statements: readonly Statement[];
  /** From our own statement; absent where there is none. */
  readonly outcome?: string;
}

interface OpenedBundle {
  readonly statement: Statement;
  readonly digest: string;
  readonly by: TrustedKey | string;
}

/**
 * Verifies evidence (one bundle, or one a line) with nothing but the keys: signatures, times, what the statements say of each
 * other and of the repository at hand. Never throws; the first sentence that does not hold says why.
 */
export async function verifyEvidence(text: string, options: VerifyOptions): Promise<Verified> {
  const opened: OpenedBundle[] = [];
  const bundles = bundlesIn(text);
  for (const [index, bundle] of bundles.entries()) {
    const one = openBundle(bundle, options);
    if ('fault' in one) {
      const where = bundles.length === 1 ? '' : `Bundle ${index + 1} of ${bundles.length}: `;
      return { holds: false, checks: [{ holds: false, said: `${where}${one.fault}` }], statements: [] };
    }
    opened.push(one);
  }
  const statements = opened.map(({ statement }) => statement);
  const checks = [
    ...signatures(opened, options),
    ...subjects(statements),
    ...(await inRepository(statements, options)),
    ...agreement(opened),
    ...demands(statements, options),
  ];
  const outcome = outcomeOf(statements);
  return {
    holds: checks.every(({ holds }) => holds !== false),
    checks,
    statements,
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** Evidence of one change may hold several bundles, one a line; one bundle may be spread over lines. */
export function bundlesIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return [text];
  return lines.every((line) => line.startsWith('{') && line.trim().length > 1) ? lines : [text];
}

function openBundle(text: string, options: VerifyOptions): OpenedBundle | { readonly fault: string } {
  const bundle = readBundle(text);
  if ('fault' in bundle) return bundle;
  let payload: Uint8Array;
  let by: TrustedKey | string;
  if (bundle.keyless !== undefined) {
    if (options.keyless === undefined) {
      return { fault: 'It was signed with a certificate, not with a key: give --trusted-root and --identity.' };
    }
    const result = options.keyless(bundle.keyless);
    if ('fault' in result) return result;
    [payload, by] = [result.payload, result.identity];
  } else {
    if (options.keys.length === 0) return { fault: 'It was signed with a key: give the public one with --key.' };
    const result = openEnvelope(bundle.envelope, STATEMENT_MEDIA_TYPE, options.keys);
    if ('fault' in result) return result;
    if (bundle.hint !== undefined && !isNamed(result.key, bundle.hint)) {
      return { fault: 'The bundle names another key than the one that signed it.' };
    }
    [payload, by] = [result.payload, result.key];
  }
  const statement = readStatement(payload);
  return 'fault' in statement ? statement : { statement, digest: sha256(payload), by };
}

function signatures(opened: readonly OpenedBundle[], { now, known }: VerifyOptions): readonly Checked[] {
  const checks: Checked[] = [];
  const times = opened.flatMap(({ statement }) => timeOf(statement) ?? []).sort();
  const signers = new Map(opened.map(({ by }) => [typeof by === 'string' ? by : by.id, by]));
  for (const by of signers.values()) {
    const own = opened.filter((one) => one.by === by);
    const count = own.length === 1 ? 'One statement is' : `${own.length} statements are`;
    const who = typeof by === 'string' ? by : `${by.algorithm} key ${by.id.slice(0, 16)}`;
    checks.push({ holds: true, said: `${count} signed by ${who}, and no byte of them has changed since.` });
    if (typeof by === 'string') continue;
    const said = own.map(({ statement }) => timeOf(statement) ?? times.at(-1));
    const judged = [...new Set(said)].map((one) =>
      validityFault(by, {
        now,
        ...(one === undefined ? {} : { said: one }),
        ...(known === undefined ? {} : { known }),
      }),
    );
    const fault = judged.find((one) => one !== null);
    if (fault != null) checks.push({ holds: false, said: fault });
    else if (by.notAfter !== undefined)
      checks.push({ holds: true, said: `The key was valid then (until ${by.notAfter}).` });
  }
  if (times.length > 0) {
    checks.push({
      holds: null,
      said: `Signed on ${times.at(-1)} by the signer's own clock: no other witness was asked.`,
    });
  }
  return checks;
}

/** When a statement was made, by its own word. */
function timeOf({ predicateType, predicate }: Statement): string | undefined {
  const time = predicateType === VSA_TYPE ? predicate.timeVerified : predicate.at;
  return typeof time === 'string' ? time : undefined;
}

function commitOf({ subject }: Statement): string | undefined {
  return subject.find(({ digest }) => digest.gitCommit !== undefined)?.digest.gitCommit;
}

function treeIn({ subject }: Statement): string | undefined {
  return subject.find(({ digest }) => digest.gitTree !== undefined)?.digest.gitTree;
}

function subjects(statements: readonly Statement[]): readonly Checked[] {
  const commits = [...new Set(statements.map(commitOf))];
  if (commits.includes(undefined)) return [{ holds: null, said: 'A statement is not about a commit.' }];
  const types = [...new Set(statements.map(({ predicateType }) => NAMES.get(predicateType) ?? predicateType))];
  const about =
    commits.length === 1
      ? `commit ${commits[0]}`
      : `${commits.length} commits: ${commits.map(short).slice(0, 3).join(', ')}`;
  return [{ holds: true, said: `Said: ${types.join(', ')}; about ${about}.` }];
}

const NAMES = new Map([
  [CHANGE_EVIDENCE_TYPE, 'who wrote the change and what protects it'],
  [VSA_TYPE, 'the verdict (SLSA verification summary)'],
  [TEST_RESULT_TYPE, 'the analysis as a test result'],
  [PACK_TYPE, 'the files of an evidence pack, by MANIFEST.sha256'],
]);

const short = (id: string | undefined): string => id?.slice(0, 12) ?? 'nothing';

async function inRepository(statements: readonly Statement[], { treeOf }: VerifyOptions): Promise<readonly Checked[]> {
  const wanted = new Map<string, string | undefined>();
  for (const statement of statements) {
    const commit = commitOf(statement);
    if (commit === undefined) continue;
    const tree = treeIn(statement);
    const before = wanted.get(commit);
    if (before !== undefined && tree !== undefined && before !== tree) {
      return [{ holds: false, said: `The statements give commit ${short(commit)} two different trees.` }];
    }
    wanted.set(commit, tree ?? before);
  }
  if (treeOf === undefined) {
    return wanted.size === 0 ? [] : [{ holds: null, said: 'No repository is at hand to look the commit up in.' }];
  }
  const checks: Checked[] = [];
  for (const [commit, tree] of wanted) {
    const there = await treeOf(commit);
    if (there === null) checks.push({ holds: null, said: `Commit ${short(commit)} is not in this repository.` });
    else if (tree !== undefined && there !== tree) {
      checks.push({
        holds: false,
        said: `Commit ${short(commit)} has another tree here: ${short(there)}, not ${short(tree)}.`,
      });
    } else checks.push({ holds: true, said: `Commit ${short(commit)} is in this repository, with the same tree.` });
  }
  return checks;
}

/** Statements of one change must not contradict each other. */
function agreement(opened: readonly OpenedBundle[]): readonly Checked[] {
  const own = opened.filter(({ statement }) => statement.predicateType === CHANGE_EVIDENCE_TYPE);
  for (const { statement } of own) {
    const head = (statement.predicate.change as { head?: { commit?: unknown } } | undefined)?.head?.commit;
    if (head !== commitOf(statement)) {
      return [{ holds: false, said: 'The evidence speaks of another commit than the one it is filed under.' }];
    }
  }
  for (const { statement } of opened) {
    if (statement.predicateType !== VSA_TYPE) continue;
    const { verificationResult, inputAttestations } = statement.predicate as {
      verificationResult?: unknown;
      inputAttestations?: readonly { digest?: { sha256?: unknown } }[];
    };
    const inputs = new Set(Array.isArray(inputAttestations) ? inputAttestations.map((one) => one?.digest?.sha256) : []);
    const basis = own.filter((one) => inputs.has(one.digest) && commitOf(one.statement) === commitOf(statement));
    if (basis.length === 0) {
      return [{ holds: null, said: 'The evidence that the verdict rests on is not in this file.' }];
    }
    for (const { statement: evidence } of basis) {
      const outcome = outcomeOf([evidence]);
      if (resultOf(outcome === 'ship' ? 'ship' : 'review') !== verificationResult) {
        const said = `The verdict says ${String(verificationResult)}, the evidence that it rests on ${outcome}.`;
        return [{ holds: false, said }];
      }
    }
  }
  return [];
}

function demands(statements: readonly Statement[], { commit, outcome }: VerifyOptions): readonly Checked[] {
  const checks: Checked[] = [];
  if (commit !== undefined) {
    const holds = statements.some((statement) => commitOf(statement) === commit);
    checks.push({
      holds,
      said: holds ? `It is about commit ${short(commit)}.` : `Nothing in it is about commit ${short(commit)}.`,
    });
  }
  const said = outcomeOf(statements.filter((one) => commit === undefined || commitOf(one) === commit));
  if (outcome === undefined)
    return said === undefined ? checks : [...checks, { holds: true, said: `The outcome was ${said}.` }];
  const asked = `${outcome} was asked for`;
  if (said === undefined) checks.push({ holds: false, said: `It does not say an outcome, and ${asked}.` });
  else
    checks.push({
      holds: said === outcome,
      said: `The outcome was ${said}${said === outcome ? '' : `, and ${asked}`}.`,
    });
  return checks;
}

const WORST = ['block', 'review', 'ship'];

/** What our own statements say, the latest of each commit and the worst of all; else what a verdict without them comes to. */
function outcomeOf(statements: readonly Statement[]): string | undefined {
  const latest = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement.predicateType !== CHANGE_EVIDENCE_TYPE) continue;
    const commit = commitOf(statement) ?? '';
    const before = latest.get(commit);
    if (before === undefined || (timeOf(before) ?? '') <= (timeOf(statement) ?? '')) latest.set(commit, statement);
  }
  const said = [...latest.values()].map(
    ({ predicate }) => (predicate.decision as { outcome?: unknown } | undefined)?.outcome,
  );
  if (said.length > 0)
    return said.every((one) => WORST.includes(one as string)) ? WORST.find((one) => said.includes(one)) : 'unknown';
  const results = statements
    .filter(({ predicateType }) => predicateType === VSA_TYPE)
    .map(({ predicate }) => predicate.verificationResult);
  if (results.length === 0) return undefined;
  return results.every((one) => one === 'PASSED') ? 'ship' : 'not ship';
}
