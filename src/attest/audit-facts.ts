import type { AssistedArea, AuditedCommit, EvidenceFact, EvidenceKind } from '../model/audit.ts';
import type { Policy } from '../model/policy.ts';
import type { ReportInput } from '../model/report.ts';
import type { Rung, SafeguardKind, Waiver } from '../model/safeguard.ts';
import type { AuthorshipSummary } from './predicates.ts';

export interface FactsSource {
  readonly input: ReportInput;
  readonly authorship: AuthorshipSummary;
  readonly policy: Policy;
  readonly commits: readonly AuditedCommit[];
  /** What verifying the ledger said; null where there is none. */
  readonly ledger: { readonly holds: boolean; readonly because: string; readonly size: number } | null;
  /** ISO 8601. */
  readonly at: string;
}

const LAYERS: readonly (readonly [EvidenceKind, string, string])[] = [
  ['static-analysis', 'static analysis', 'findings.sarif'],
  ['secrets', 'secrets', 'findings.sarif'],
  ['dependencies', 'dependencies', 'bom.cdx.json'],
  ['licences', 'licences', 'findings.sarif'],
  ['tests', 'tests', 'decision.json'],
  ['interactive-tests', 'interactive testing', 'decision.json'],
  ['comprehension', 'comprehension', 'decision.json'],
  ['threat-model', 'threat model', 'decision.json'],
  ['red-team', 'red team', 'decision.json'],
];

/** What a period has of each kind of evidence, each with the sentence that can be checked. */
export function auditFacts(source: FactsSource): readonly EvidenceFact[] {
  const { input, authorship, policy, commits, ledger } = source;
  const { report, ladder = [] } = input;
  return [
    policyFact(policy),
    decisions(commits),
    signedEvidence(commits),
    ledger === null
      ? fact('ledger', 'missing', 'No ledger was kept.')
      : fact(
          'ledger',
          ledger.holds && ledger.size > 0 ? 'present' : 'missing',
          ledger.because,
          'ledger/entries.log',
          'ledger/heads.log',
        ),
    authorshipFact(authorship),
    approvedAssistants(policy, report.decision.reasons),
    ...LAYERS.map(([kind, layer, file]) =>
      layerFact(
        kind,
        ladder.find((rung) => rung.layer === layer),
        file,
      ),
    ),
    reviews(
      ladder.find(({ layer }) => layer === 'independent review'),
      commits,
    ),
    inventory(ladder.find(({ layer }) => layer === 'dependencies')),
    waivers(source),
    openErrors(input),
    given(input, 'training', 'training'),
    given(input, 'acknowledgement', 'acknowledgement of the policy'),
    assistantConfiguration(input),
  ];
}

function fact(kind: EvidenceKind, state: EvidenceFact['state'], because: string, ...files: string[]): EvidenceFact {
  return { kind, state, because, files };
}

function policyFact({ origin, source, fault, clauses }: Policy): EvidenceFact {
  if (fault !== undefined) return fact('policy', 'missing', `The team's policy could not be used: ${fault}.`);
  if (origin === 'default') {
    return fact('policy', 'partial', 'The built-in policy judged: the team has written none.', 'policy.json');
  }
  return fact('policy', 'present', `${source} judged, with ${clauses.length} clauses.`, 'policy.json');
}

function shareOf(have: number, all: number): EvidenceFact['state'] {
  return all > 0 && have === all ? 'present' : have > 0 ? 'partial' : 'missing';
}

function decisions(commits: readonly AuditedCommit[]): EvidenceFact {
  const kept = commits.filter(({ evidence }) => evidence !== null).length;
  return fact(
    'decisions',
    shareOf(kept, commits.length),
    `A decision was kept of ${kept} of ${commits.length} commits.`,
    'commits.json',
  );
}

function signedEvidence(commits: readonly AuditedCommit[]): EvidenceFact {
  const good = commits.filter(({ evidence }) => evidence?.holds === true).length;
  const bad = commits.filter(({ evidence }) => evidence?.holds === false).length;
  const unchecked = commits.filter(({ evidence }) => evidence !== null && evidence.holds === null).length;
  const said = [`Signed evidence of ${good} of ${commits.length} commits verifies.`];
  if (bad > 0) said.push(`That of ${bad} does not.`);
  if (unchecked > 0) said.push(`That of ${unchecked} was not checked, because no key was given.`);
  const state = bad > 0 && good > 0 ? 'partial' : shareOf(good, commits.length);
  return fact('signed-evidence', state, said.join(' '), 'evidence/');
}

function authorshipFact({ lines, basis }: AuthorshipSummary): EvidenceFact {
  const all = lines.human + lines.ai + lines.mixed + lines.unknown;
  const sure = basis.recorded + basis.declared;
  const percent = all === 0 ? 0 : Math.floor((100 * sure) / all);
  const state = all > 0 && percent >= 95 ? 'present' : sure > 0 ? 'partial' : 'missing';
  return fact(
    'authorship',
    state,
    `Who wrote it is recorded or declared for ${percent}% of ${all} changed lines.`,
    'authorship.json',
  );
}

function approvedAssistants({ clauses }: Policy, reasons: ReportInput['report']['decision']['reasons']): EvidenceFact {
  const asked = clauses.some(({ id }) => id === 'approved-assistants' || id === 'no-ai');
  if (!asked) return fact('approved-assistants', 'missing', 'The policy does not say which assistants are approved.');
  const against = reasons.filter(
    ({ clause, outcome }) => outcome !== 'ship' && (clause === 'approved-assistants' || clause === 'no-ai'),
  );
  return against.length === 0
    ? fact(
        'approved-assistants',
        'present',
        'Every assistant on record was approved by the policy.',
        'policy.json',
        'authorship.json',
      )
    : fact(
        'approved-assistants',
        'partial',
        against[0]!.because[0] ?? 'An assistant was not approved.',
        'policy.json',
        'decision.json',
      );
}

function layerFact(kind: EvidenceKind, rung: Rung | undefined, file: string): EvidenceFact {
  return rung === undefined
    ? fact(kind, 'missing', `Nothing is known of ${kind}.`)
    : fact(kind, rung.state, rung.because, file);
}

function reviews(rung: Rung | undefined, commits: readonly AuditedCommit[]): EvidenceFact {
  if (rung?.state === 'present') return fact('reviews', 'present', rung.because, 'decision.json');
  const named = commits.filter(({ reviewers }) => reviewers.length > 0).length;
  if (named === 0) return fact('reviews', 'missing', 'No commit names a reviewer who did not write it.');
  // A trailer is the author's word.
  const said = `${named} of ${commits.length} commits name a reviewer who did not write them, by the word of their message.`;
  return fact('reviews', 'partial', said, 'commits.json');
}

function inventory(dependencies: Rung | undefined): EvidenceFact {
  const files = ['bom.cdx.json', 'bom.spdx.json'];
  const listed = 'The files, the assistants and the models that wrote in them are listed';
  return dependencies === undefined || dependencies.state === 'missing'
    ? fact('inventory', 'partial', `${listed}; packages from others are not.`, ...files)
    : fact('inventory', 'present', `${listed}, and packages were looked up.`, ...files);
}

function waivers({ input, at }: FactsSource): EvidenceFact {
  const all = input.report.safeguards.filter((one): one is Waiver => one.kind === 'waiver');
  if (all.length === 0) return fact('waivers', 'present', 'Nothing is waived.', 'decision.json');
  const sound = all.filter(({ owner, reason, expires }) => owner !== '' && reason !== '' && expires >= at.slice(0, 10));
  const said = `${sound.length} of ${all.length} waivers have an owner, a reason and an end that has not come.`;
  return fact('waivers', shareOf(sound.length, all.length), said, 'decision.json');
}

function openErrors({ report }: ReportInput): EvidenceFact {
  const counted = new Set(
    report.decision.reasons.filter(({ outcome }) => outcome !== 'ship').flatMap((one) => one.findings),
  );
  const open = report.findings.filter(
    ({ level, baselineState, partialFingerprints }) =>
      level === 'error' &&
      baselineState === 'new' &&
      Object.values(partialFingerprints).some((print) => counted.has(print)),
  );
  return open.length === 0
    ? fact('no-open-errors', 'present', 'No error that the period brought is open.', 'findings.sarif')
    : fact(
        'no-open-errors',
        'missing',
        `${open.length} ${open.length === 1 ? 'error' : 'errors'} that the period brought ${open.length === 1 ? 'is' : 'are'} open.`,
        'findings.sarif',
      );
}

function given({ report }: ReportInput, kind: SafeguardKind, what: string): EvidenceFact {
  const people = new Set(report.safeguards.filter((one) => one.kind === kind).map(({ by }) => by.id.toLowerCase()));
  const authors = new Set(report.change.commits.map(({ author }) => author.email.toLowerCase()));
  const have = [...authors].filter((author) => people.has(author)).length;
  const said = `There is a record of ${what} for ${have} of ${authors.size} authors.`;
  return fact(kind as EvidenceKind, shareOf(have, authors.size), said, 'decision.json');
}

function assistantConfiguration({ report }: ReportInput): EvidenceFact {
  const open = report.findings.filter(
    ({ ruleId, baselineState }) => ruleId.startsWith('assistants/') && baselineState !== 'absent',
  );
  const ran = report.run.analyzers.some(({ status }) => status === 'complete');
  if (!ran) return fact('assistant-configuration', 'missing', 'No analyzer ran to its end.');
  return open.length === 0
    ? fact(
        'assistant-configuration',
        'present',
        'Settings of assistants that changed were read, and nothing was found in them.',
        'findings.sarif',
      )
    : fact(
        'assistant-configuration',
        'partial',
        `${open.length} findings are about settings of assistants.`,
        'findings.sarif',
      );
}

/** Folders in which assistants wrote, most of it first, with what was found on those lines. */
export function assistedAreas({ report }: ReportInput, authorship: AuthorshipSummary): readonly AssistedArea[] {
  const areas = new Map<string, { -readonly [K in keyof AssistedArea]: AssistedArea[K] }>();
  for (const { path, human, ai, mixed, unknown } of authorship.files) {
    const area = areaOf(path);
    const known = areas.get(area) ?? {
      path: area,
      lines: 0,
      assisted: 0,
      licences: 0,
      advisories: 0,
      structure: 0,
      security: 0,
    };
    known.lines += human + ai + mixed + unknown;
    known.assisted += ai + mixed;
    areas.set(area, known);
  }
  for (const { path, risk, ruleId, contributor, baselineState } of report.findings) {
    const area = areas.get(areaOf(path));
    if (area === undefined || baselineState !== 'new' || (contributor !== 'ai' && contributor !== 'mixed')) continue;
    if (ruleId.startsWith('dependencies/')) area.advisories++;
    else if (risk === 'legal') area.licences++;
    else if (risk === 'quality') area.structure++;
    else area.security++;
  }
  return [...areas.values()]
    .filter(({ assisted }) => assisted > 0)
    .sort((a, b) => b.assisted - a.assisted || (a.path < b.path ? -1 : 1));
}

/** Two folders deep; a file at the top is its own area. */
function areaOf(path: string): string {
  const parts = path.split('/');
  return parts.length === 1 ? path : `${parts.slice(0, Math.min(2, parts.length - 1)).join('/')}/`;
}
