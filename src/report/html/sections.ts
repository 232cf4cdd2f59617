import type { Outcome } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { AnalyzerRun, FileRunStatus } from '../../model/run.ts';
import type { Rung, Safeguard, Waiver } from '../../model/safeguard.ts';
import { authorshipOf } from '../authorship.ts';
import type { FailOn } from '../exit-code.ts';
import { coverageOf, limitsOf } from '../not-run.ts';
import {
  count,
  figure,
  headPhrase,
  nextStep,
  OUTCOME_VERBS,
  policyPhrase,
  rankReasons,
  verdictWord,
} from '../phrases.ts';
import { placeOf, sentence } from './finding.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { bar, legend } from './shares.ts';

const ICONS: Readonly<Record<Outcome, string>> = { block: '✖', review: '▲', ship: '✔' };
const MOST_ENTRIES = 50;
const MOST_PATHS = 20;
const MOST_SENTENCES = 500;

export function header({ change, decision, run }: Report, failOn: FailOn | undefined): Markup {
  const outcome = decision.empty ? 'ship' : decision.outcome;
  return html`<header class="${outcome}">
<h1><span class="tone"><span aria-hidden="true">${ICONS[outcome]} </span>${verdictWord(decision)}</span> ${change.repo}</h1>
<p class="lead">${nextStep(decision, failOn)}</p>
<dl><dt>Change</dt><dd>${run.scope}</dd><dt>Head</dt><dd>${headPhrase(change, decision)}</dd><dt>Policy</dt><dd>${policyPhrase(decision)}</dd></dl>
</header>
`;
}

/** Why, with links to the findings that a reason rests on where these are shown. */
export function reasons({ decision, findings }: Report, anchors: ReadonlyMap<Finding, string>): Markup {
  if (decision.reasons.length === 0) return NOTHING;
  const anchorOf = new Map<string, string>();
  for (const finding of findings) {
    const anchor = anchors.get(finding);
    if (anchor === undefined) continue;
    for (const fingerprint of Object.values(finding.partialFingerprints)) anchorOf.set(fingerprint, anchor);
  }
  const items = rankReasons(decision.reasons).map(({ outcome, clause, because, findings: named }) => {
    const lines = because.slice(0, MOST_SENTENCES).map((text) => html`<p>${sentence(text)}</p>`);
    const left = because.length - lines.length;
    if (left > 0) lines.push(html`<p class="quiet">and ${count(left, 'more sentence')}</p>`);
    const links = [...new Set(named.flatMap((fingerprint) => anchorOf.get(fingerprint) ?? []))]
      .slice(0, 20)
      .map((anchor) => html` <a href="#${anchor}">${anchor.replace('-', ' ')}</a>`);
    return html`<li class="${outcome}"><strong><span aria-hidden="true">${ICONS[outcome]} </span>${OUTCOME_VERBS[outcome]}</strong><div>${lines}<p class="quiet">clause ${clause}${links}</p></div></li>
`;
  });
  return html`<section aria-labelledby="why"><h2 id="why">Why</h2><ul class="reasons">
${items}</ul></section>
`;
}

/** What would make the change ship. */
export function toShip(steps: readonly string[]): Markup {
  if (steps.length === 0) return NOTHING;
  const items = steps.slice(0, MOST_ENTRIES).map(
    (step) => html`<li>${sentence(step)}</li>
`,
  );
  return html`<section aria-labelledby="to-ship"><h2 id="to-ship">To ship</h2><ol>
${items}</ol></section>
`;
}

export function authors(report: Report): Markup {
  const { lines, by, tools } = authorshipOf(report);
  if (lines === 0) return NOTHING;
  const names = tools.slice(0, 20).map((share) => `${share.tool} ${figure(share.lines)}`);
  return html`<section aria-labelledby="authors"><h2 id="authors">Who wrote it</h2>
${bar(by, lines)}${legend(by, lines)}${names.length === 0 ? NOTHING : html`<p class="quiet">AI tools: ${names.join(', ')}</p>`}
</section>
`;
}

/** What ran, and before it what did not. */
export function coverage({ run }: Report): Markup {
  const covered = coverageOf(run);
  const { notRun } = covered;
  const entries = notRun.slice(0, MOST_ENTRIES).map((entry) => {
    const paths = entry.paths.slice(0, MOST_PATHS).map((path) => html`<code>${path}</code> `);
    const more = entry.paths.length - paths.length;
    const what =
      paths.length === 0
        ? html`${entry.analyzers.join(', ')}`
        : html`${paths}${more > 0 ? html`and ${count(more, 'more file')} ` : NOTHING}<span class="quiet">${entry.analyzers.join(', ')}</span>`;
    return html`<li class="${entry.touchesChange ? 'review' : 'note'}"><strong>${entry.status}</strong><div><p>${what}</p><p>${sentence(entry.reason)}</p>${entry.touchesChange ? html`<p class="quiet">It touches the change.</p>` : NOTHING}</div></li>
`;
  });
  const rest = notRun.length - entries.length;
  const notes = [
    ...(rest > 0 ? [html`<p class="quiet">and ${count(rest, 'more reason')}; the JSON report has them all</p>`] : []),
    ...limitsOf(covered).map((limit) => html`<p class="quiet">${limit}</p>`),
  ];
  const missing =
    entries.length + notes.length === 0
      ? NOTHING
      : html`<section aria-labelledby="not-run"><h2 id="not-run">Not analysed</h2><ul class="reasons">
${entries}</ul>${notes}</section>
`;
  const statuses = FILE_STATUSES.filter(
    (status) => status === 'complete' || run.analyzers.some((analyzer) => filesWith(analyzer, status) > 0),
  );
  const rows = run.analyzers.map(
    (
      analyzer,
    ) => html`<tr><th scope="row">${analyzer.analyzer}</th><td>${analyzer.status}</td>${statuses.map((status) => html`<td class="figure">${figure(filesWith(analyzer, status))}</td>`)}</tr>
`,
  );
  return html`${missing}<section aria-labelledby="run"><h2 id="run">What ran</h2><div class="wide" tabindex="0" role="group" aria-labelledby="run"><table><thead><tr><th scope="col">Analyzer</th><th scope="col">Status</th>${statuses.map((status) => html`<th scope="col" class="figure">${status}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div></section>
`;
}

const FILE_STATUSES: readonly FileRunStatus[] = ['complete', 'partial', 'failed', 'skipped', 'not-applicable'];

function filesWith(analyzer: AnalyzerRun, status: FileRunStatus): number {
  return analyzer.files.filter((file) => file.status === status).length;
}

const LAYER_TONE: Readonly<Record<Rung['state'], Outcome>> = { present: 'ship', partial: 'review', missing: 'block' };
const LAYER_MARK: Readonly<Record<Rung['state'], string>> = { present: '✔', partial: '◐', missing: '○' };

/** Which layers protect the change; one that is missing only counts against it where the policy asks for it. */
export function layers(ladder: readonly Rung[]): Markup {
  if (ladder.length === 0) return NOTHING;
  const items = ladder.map(
    ({ layer, state, asked, because }) =>
      html`<li class="${state === 'missing' && !asked ? 'note' : LAYER_TONE[state]}"><strong><span aria-hidden="true">${LAYER_MARK[state]} </span>${state}</strong><div><p>${layer}${asked ? html` <span class="quiet">the policy asks for it</span>` : NOTHING}</p><p class="quiet">${because}</p></div></li>
`,
  );
  return html`<section aria-labelledby="layers"><h2 id="layers">Layers of protection</h2><ul class="reasons states">
${items}</ul></section>
`;
}

export function safeguards({ safeguards: given }: Report): Markup {
  if (given.length === 0) return NOTHING;
  const rows = given.slice(0, MOST_ENTRIES).map(
    (
      safeguard,
    ) => html`<tr><td>${safeguard.kind}</td><td>${safeguard.covers.join(', ')}</td><td>${safeguard.by.id} <span class="quiet">${safeguard.by.kind}</span></td><td>${wordsOf(safeguard)}</td></tr>
`,
  );
  return html`<section aria-labelledby="safeguards"><h2 id="safeguards">Safeguards</h2><div class="wide" tabindex="0" role="group" aria-labelledby="safeguards"><table><thead><tr><th scope="col">Kind</th><th scope="col">Covers</th><th scope="col">By</th><th scope="col">Given</th></tr></thead><tbody>
${rows}</tbody></table></div></section>
`;
}

function wordsOf(safeguard: Safeguard): string {
  if (safeguard.kind !== 'waiver') return safeguard.at;
  const { reason, owner, expires, origin } = safeguard as Waiver;
  return `${reason} ${owner} answers for it until ${expires}${origin === 'change' ? '; it arrives with the change' : ''}`;
}

export function commits({ change }: Report): Markup {
  if (change.commits.length === 0) return NOTHING;
  const rows = change.commits.slice(0, MOST_ENTRIES).map(
    (
      commit,
    ) => html`<li><code>${commit.sha.slice(0, 12)}</code> ${commit.author.name} <span class="quiet">${commit.at}</span></li>
`,
  );
  const files = change.files.slice(0, 4 * MOST_ENTRIES).map(
    (file) => html`<li>${file.status} ${placeOf(file.path, file.hunks[0]?.newStart ?? 1)}</li>
`,
  );
  return html`<section aria-labelledby="change"><h2 id="change">The change</h2>
<details><summary>${count(change.commits.length, 'commit')}</summary><ol>
${rows}</ol></details>
<details><summary>${count(change.files.length, 'file')}</summary><ul>
${files}</ul></details></section>
`;
}
