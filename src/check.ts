import type { Analyzer } from './analyze/analyze.ts';
import { findingsOf } from './analyze/findings.ts';
import { gather } from './analyze/gather.ts';
import { gatherFlows } from './analyze/gather-flows.ts';
import { projectLicenses } from './analyze/license/project.ts';
import { buildRun, flowRun } from './analyze/run.ts';
import { foreignFindings } from './analyze/sarif/foreign-findings.ts';
import type { ForeignRun } from './analyze/sarif/read.ts';
import { type Authorship, attribute } from './attribute/attribute.ts';
import { type ContributorOf, contributorOf } from './attribute/contributor-of.ts';
import { parseTrailers } from './attribute/trailers.ts';
import type { Clause } from './decide/clause.ts';
import { decide } from './decide/decide.ts';
import { explainDecision } from './decide/explain.ts';
import { withKnown } from './decide/known-findings.ts';
import { ladder } from './decide/ladder.ts';
import { clausesFor } from './decide/load-clauses.ts';
import { withLevels } from './decide/policy.ts';
import { type PolicyOfChange, policyOfChange } from './decide/policy-of-change.ts';
import { teamFacts } from './decide/team-facts.ts';
import { POLICY_PATH } from './lib/starter-policy.ts';
import { VERSION } from './lib/version.ts';
import type { Attribution } from './model/attribution.ts';
import type { Change } from './model/change.ts';
import type { Actor, FactSource, Facts } from './model/decision.ts';
import type { Finding } from './model/finding.ts';
import type { Policy } from './model/policy.ts';
import type { Analysts, ChangeRequest, Gap, LoadedChange, Ports, Repository } from './model/ports.ts';
import type { ReportInput, RuleDescription } from './model/report.ts';
import type { AnalyzerRun } from './model/run.ts';
import type { UserRules } from './model/user-rule.ts';

/** What judges: the analyzer, and what its rules say of themselves. */
export interface Judge {
  readonly analyzer: Pick<Analyzer, 'analyzeChange' | 'programParts'>;
  readonly rules: ReadonlyMap<string, RuleDescription>;
  /** SHA-256 over package version, options and the bytes of user rules. */
  readonly rulesDigest: string;
  readonly actor: Actor;
  /** The same judge with rules of a team's own beside the built-in ones; absent where none are taken. */
  readonly extend?: (own: UserRules) => Promise<ExtendedJudge>;
  /** What other scanners found, to be told and judged along with our own findings. */
  readonly imported?: readonly ForeignRun[];
}

interface ExtendedJudge {
  readonly judge: Judge;
  /** Threads that know these rules. */
  readonly analysts: Analysts;
  /** Sentences: which of them cannot be used. */
  readonly faults: readonly string[];
}

/** A report with what it was decided by, for those who ask what would change it. */
export interface Judged extends ReportInput {
  readonly facts: Facts;
  readonly policy: Policy;
  readonly clauses: readonly Clause[];
}

/** Told in every Run, so that silence is not taken for an answer. */
const NOT_YET: readonly AnalyzerRun[] = [
  {
    analyzer: 'snippet',
    status: 'skipped',
    reason: 'Copied code is not searched for yet: only licence headers are read.',
    files: [],
  },
  { analyzer: 'dependency', status: 'skipped', reason: 'Dependencies are not looked up yet.', files: [] },
];

/** Judges a change: the whole product on one screen. */
export async function check(request: ChangeRequest, given: Ports, asked: Judge, signal: AbortSignal): Promise<Judged> {
  const { repository } = given;
  const loaded = await repository.loadChange(request, signal);
  const change = withTrailers(loaded);
  const rules = await policyOfChange(repository, change, [...asked.rules.keys()], signal);
  const { judge, ports, faults } = await withOwnRules(asked, given, rules.own);
  const licenses = await projectLicenses(repository, change.base, signal);

  const gathered = await gather(
    change.files,
    ports,
    (files) => judge.analyzer.analyzeChange({ files, projectLicenses: licenses }),
    judge.rulesDigest,
    signal,
  );
  const flows = await gatherFlows(change, ports, judge.analyzer.programParts, judge.rulesDigest, signal);
  // Analysis threads hold hundreds of megabytes, and nothing below needs one.
  await ports.analysts.close();
  const { authorship, sources } = await authorshipOf(repository, request, loaded, signal);
  const lines = (await ports.pending?.(authorship.attributions, change, signal)) ?? authorship.attributions;
  const found = findingsOf(change.files, gathered, flows, judge.rules, contributorOf(lines));
  const attributions = request.kind === 'tree' ? await inTree(found, lines, request.revision, ports, signal) : lines;
  const author = contributorOf(attributions);
  const own = attributions === lines ? found : found.map((finding) => withAuthor(finding, author));
  const foreign = foreignFindings(judge.imported ?? [], change.files, own, author);
  const known = withKnown([...own, ...foreign.findings], rules.known, change.files);
  const findings = withLevels(known, rules.team.rules);
  const run = buildRun({
    tool: { name: 'countersign', version: VERSION },
    rulesDigest: judge.rulesDigest,
    scope: loaded.scope,
    files: change.files,
    facts: gathered.after,
    gaps: distinct([...loaded.gaps, ...gathered.unread]),
    change: gathered.changeAnalyzers,
    others: [...flowRun(change.files, flows), ...policyRun(rules), ...ownRulesRun(faults), ...foreign.runs, ...NOT_YET],
  });

  const now = ports.clock.now();
  const told = [await ports.forge?.reviews(change, signal), await ports.forge?.tests(change, signal)].filter(
    (evidence) => evidence !== undefined && evidence !== null,
  );
  const team = await teamFacts(repository, change, rules.team, now, signal);
  const safeguards = [...rules.waivers, ...told.flatMap((evidence) => evidence.safeguards), ...team.safeguards];
  const heard = [...sources, ...told.map(({ source }) => source), ...team.sources];
  const facts = { change, run, attributions, findings, safeguards, now, actor: judge.actor, sources: heard };
  const clauses = await clausesFor(rules.team.policy);
  const decision = decide(facts, rules.team.policy, clauses);
  const atOdds = authorship.contradictions.length === 0 ? {} : { contradictions: authorship.contradictions };
  const report = { version: 1, change, attributions, run, findings, safeguards, decision, ...atOdds } as const;
  const named = new Set(findings.map((finding) => finding.ruleId));
  // How to get to `ship` is only worked out where the change does not ship.
  const steps = decision.outcome === 'ship' ? null : explainDecision(facts, rules.team.policy, clauses).steps;
  return {
    report,
    ...(steps === null ? {} : { steps }),
    ladder: ladder(facts, rules.team.policy),
    rules: rulesOf(judge).filter((rule) => named.has(rule.id)),
    facts,
    policy: rules.team.policy,
    clauses,
  };
}

/** Rules of a team's own are part of what judges; without any nothing is made anew. */
async function withOwnRules(
  judge: Judge,
  ports: Ports,
  own: UserRules,
): Promise<{ judge: Judge; ports: Ports; faults: readonly string[] }> {
  if (judge.extend === undefined || own.rules.length + own.models.length === 0) return { judge, ports, faults: [] };
  const extended = await judge.extend(own);
  return {
    judge: { ...judge, ...extended.judge },
    ports: { ...ports, analysts: extended.analysts },
    faults: extended.faults,
  };
}

/** A rule that cannot be used finds nothing; that must not pass for a clean result. */
function ownRulesRun(faults: readonly string[]): AnalyzerRun[] {
  return faults.length === 0
    ? []
    : [{ analyzer: 'own rules', status: 'failed', reason: faults.join(' ').slice(0, 600), files: [] }];
}

function rulesOf({ rules, imported = [] }: Judge): RuleDescription[] {
  return [...rules.values(), ...imported.flatMap((run) => [...run.rules.values()])];
}

/** What a commit declares is a fact: a policy may ask for it. */
function withTrailers({ change, messages }: LoadedChange): Change {
  const commits = change.commits.map((commit) => {
    const message = messages.get(commit.sha);
    return message === undefined ? commit : { ...commit, trailers: parseTrailers(message) };
  });
  return { ...change, commits };
}

/** A whole tree is too much to ask who wrote it: only files with findings are, those with most of them first. */
async function inTree(
  findings: readonly Finding[],
  lines: readonly Attribution[],
  revision: string | undefined,
  { fileAuthors }: Ports,
  signal: AbortSignal,
): Promise<readonly Attribution[]> {
  const counts = new Map<string, number>();
  for (const { path } of findings) counts.set(path, (counts.get(path) ?? 0) + 1);
  if (fileAuthors === undefined || counts.size === 0) return lines;
  const paths = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([path]) => path);
  const known = await fileAuthors(paths, revision, signal);
  const told = new Set(known.map(({ path }) => path));
  return [...lines.filter(({ path }) => !told.has(path)), ...known].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.startLine - b.startLine,
  );
}

const withAuthor = (finding: Finding, author: ContributorOf): Finding => ({
  ...finding,
  contributor: author(finding.path, finding.region.startLine, finding.region.endLine),
});

/** Who wrote the lines of the change; what could not be had of it is a source that says so. */
async function authorshipOf(
  repository: Repository,
  request: ChangeRequest,
  { change, messages, uncommitted }: LoadedChange,
  signal: AbortSignal,
): Promise<{ authorship: Authorship; sources: FactSource[] }> {
  const gaps: Gap[] = [];
  const commits = change.commits.map((commit) => commit.sha);
  const head = change.head.sha;
  // A whole tree is not a change: its lines have no commit of their own here, so they stay unknown.
  const walked = request.kind !== 'tree' && head !== undefined && commits.length > 0;
  const diffs = walked ? await repository.commitDiffs(change.base, head, signal, (gap) => gaps.push(gap)) : [];
  const { notes, gaps: unread } = await repository.notes(commits, signal);
  const authorship = attribute({
    change,
    messages,
    diffs,
    notes,
    ...(uncommitted === undefined ? {} : { uncommitted }),
  });
  const reasons = [...gaps, ...unread].map((gap) => gap.reason);
  const source: FactSource =
    reasons.length === 0
      ? { name: 'authorship', status: 'complete' }
      : { name: 'authorship', status: 'partial', reason: reasons.join(' ') };
  return { authorship, sources: [source] };
}

/** A policy file that the change breaks would judge the next change: that is not understood, and touches this one. */
function policyRun({ faultsAhead }: PolicyOfChange): AnalyzerRun[] {
  if (faultsAhead.length === 0) return [];
  const reason = faultsAhead.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`).join(' ');
  const file = { path: POLICY_PATH, status: 'partial', reason, touchesChange: true } as const;
  return [{ analyzer: 'policy', status: 'partial', files: [file] }];
}

/** What the repository already told when it listed the change is told again when the file is read. */
function distinct(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.path, gap.reason]), gap])).values()];
}
