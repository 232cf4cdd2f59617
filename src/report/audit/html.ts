import type {
  AssistedArea,
  Audit,
  AuditedCommit,
  ControlState,
  EvidenceFact,
  FrameworkResult,
} from '../../model/audit.ts';
import type { Outcome } from '../../model/decision.ts';
import { authorshipOf } from '../authorship.ts';
import { html, type Markup, NOTHING } from '../html/markup.ts';
import { pageOf } from '../html/page.ts';
import { coverage as analysed, safeguards } from '../html/sections.ts';
import { bar, legend } from '../html/shares.ts';
import { count, countLevels, figure, percent } from '../phrases.ts';

const TONE: Readonly<Record<ControlState, Outcome>> = { satisfied: 'ship', partial: 'review', 'not covered': 'block' };
const FACT_TONE: Readonly<Record<EvidenceFact['state'], Outcome>> = {
  present: 'ship',
  partial: 'review',
  missing: 'block',
};
const MARK: Readonly<Record<Outcome, string>> = { ship: '✔', review: '◐', block: '○' };
const MOST_COMMITS = 500;
const MOST_FINDINGS = 200;

/** The pack for people: what was decided, who wrote it, what protects it, and what that says of each control. */
export function auditHtml(audit: Audit): string {
  const { input, repository, from, to } = audit;
  const body = html`<header class="note">
<h1>Evidence of ${repository}</h1>
<p class="lead">${from} to ${to}: ${count(audit.commits.length, 'commit')}, ${count(input.report.change.files.length, 'file')} changed.</p>
<dl><dt>Head</dt><dd><code>${audit.head}</code></dd><dt>Base</dt><dd>${audit.base === null ? 'the beginning' : html`<code>${audit.base}</code>`}</dd><dt>Judged by</dt><dd>${input.report.decision.policy.source}</dd><dt>Made</dt><dd>${audit.madeAt}</dd></dl>
</header><main>
<p class="lead quiet">A tool made this from what the repository keeps. It says which evidence stands behind a control; whether a control is met is for an assessor to judge.</p>
${gaps(audit.gaps)}${summary(audit.frameworks)}${evidence(audit.facts)}${authors(audit)}${areas(audit.areas)}${decisions(audit.commits)}${findings(audit)}${safeguards(input.report)}${audit.frameworks.map(framework)}${analysed(input.report)}</main>
<footer>${input.report.run.tool.name} ${input.report.run.tool.version}. Every file of the pack is listed with its SHA-256 in MANIFEST.sha256.</footer>
`;
  return pageOf(`Evidence of ${repository}, ${from} to ${to}`, body);
}

function gaps(sentences: readonly string[]): Markup {
  if (sentences.length === 0) return NOTHING;
  return html`<section aria-labelledby="gaps"><h2 id="gaps">What could not be looked at</h2><ul>
${sentences.map(
  (one) => html`<li>${one}</li>
`,
)}</ul></section>
`;
}

function wide(id: string, table: Markup): Markup {
  return html`<div class="wide" tabindex="0" role="group" aria-labelledby="${id}">${table}</div>`;
}

const STATES: readonly ControlState[] = ['satisfied', 'partial', 'not covered'];

function summary(frameworks: readonly FrameworkResult[]): Markup {
  const rows = frameworks.map(
    ({ framework: one, results }) =>
      html`<tr><th scope="row"><a href="#${one.id}">${one.name}</a> <span class="quiet">${one.edition}</span></th>${STATES.map((state) => html`<td class="figure">${results.filter((result) => result.state === state).length}</td>`)}</tr>
`,
  );
  return html`<section aria-labelledby="controls"><h2 id="controls">Controls</h2>${wide(
    'controls',
    html`<table><thead><tr><th scope="col">Framework</th>${STATES.map((state) => html`<th scope="col" class="figure">${state}</th>`)}</tr></thead><tbody>
${rows}</tbody></table>`,
  )}</section>
`;
}

function evidence(facts: readonly EvidenceFact[]): Markup {
  const items = facts.map(
    ({ kind, state, because, files }) =>
      html`<li class="${FACT_TONE[state]}"><strong><span aria-hidden="true">${MARK[FACT_TONE[state]]} </span>${state}</strong><div><p>${kind.replaceAll('-', ' ')}: ${because}</p>${files.length === 0 || state === 'missing' ? NOTHING : html`<p class="quiet">${files.join(', ')}</p>`}</div></li>
`,
  );
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2><ul class="reasons states">
${items}</ul></section>
`;
}

function authors({ input }: Audit): Markup {
  const { lines, by, tools } = authorshipOf(input.report);
  if (lines === 0) return NOTHING;
  const names = tools.slice(0, 20).map((share) => `${share.tool} ${figure(share.lines)}`);
  return html`<section aria-labelledby="authors"><h2 id="authors">Who wrote it</h2>
${bar(by, lines)}${legend(by, lines)}${names.length === 0 ? NOTHING : html`<p class="quiet">Assistants: ${names.join(', ')}</p>`}</section>
`;
}

function areas(all: readonly AssistedArea[]): Markup {
  if (all.length === 0) {
    return html`<section aria-labelledby="areas"><h2 id="areas">Areas with help of AI</h2><p>No line of the period is on record as written by an assistant.</p></section>
`;
  }
  const rows = all.slice(0, 100).map(
    (area) =>
      html`<tr><th scope="row"><code>${area.path}</code></th><td class="figure">${figure(area.assisted)} <span class="quiet">${percent(area.assisted, area.lines)}</span></td><td class="figure">${area.licences}</td><td class="figure">${area.advisories}</td><td class="figure">${area.structure}</td><td class="figure">${area.security}</td></tr>
`,
  );
  return html`<section aria-labelledby="areas"><h2 id="areas">Areas with help of AI</h2>
<p class="quiet">New findings on lines by assistants, counted apart.</p>
${wide(
  'areas',
  html`<table><thead><tr><th scope="col">Area</th><th scope="col" class="figure">AI lines</th><th scope="col" class="figure">Licences</th><th scope="col" class="figure">Advisories</th><th scope="col" class="figure">Structure</th><th scope="col" class="figure">Security</th></tr></thead><tbody>
${rows}</tbody></table>`,
)}</section>
`;
}

function decisions(commits: readonly AuditedCommit[]): Markup {
  const rows = commits.slice(0, MOST_COMMITS).map(({ sha, at, author, reviewers, assisted, evidence: kept }) => {
    const outcome = kept?.outcome ?? 'no decision kept';
    const tone = kept === null || kept.holds === false ? 'block' : outcome === 'ship' ? 'ship' : 'review';
    return html`<tr><td><code>${sha.slice(0, 12)}</code><br><span class="quiet">${at.slice(0, 10)}</span></td><td>${author}${assisted.length === 0 ? NOTHING : html`<br><span class="quiet">with ${assisted.join(', ')}</span>`}</td><td>${reviewers.join(', ') || '–'}</td><td class="${tone}"><span class="tone">${outcome}</span><br><span class="quiet">${kept?.because ?? ''}</span></td></tr>
`;
  });
  const more = commits.length - rows.length;
  return html`<section aria-labelledby="decisions"><h2 id="decisions">Commits, reviews and decisions</h2>${wide(
    'decisions',
    html`<table><thead><tr><th scope="col">Commit</th><th scope="col">Author</th><th scope="col">Reviewed by</th><th scope="col">Decision</th></tr></thead><tbody>
${rows}</tbody></table>`,
  )}${more > 0 ? html`<p class="quiet">and ${count(more, 'more commit')}; commits.json has them all</p>` : NOTHING}</section>
`;
}

function findings({ input }: Audit): Markup {
  const fresh = input.report.findings.filter(({ baselineState }) => baselineState === 'new');
  const rows = fresh.slice(0, MOST_FINDINGS).map(
    ({ ruleId, level, path, region, contributor, message }) =>
      html`<tr><td class="${level}"><span class="tone">${level}</span></td><td><code>${path}:${region.startLine}</code><br>${message}<br><span class="quiet">${ruleId}</span></td><td>${contributor}</td></tr>
`,
  );
  const more = fresh.length - rows.length;
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings that the period brought</h2><p class="quiet">${countLevels(fresh)}</p>${
    rows.length === 0
      ? NOTHING
      : wide(
          'findings',
          html`<table><thead><tr><th scope="col">Level</th><th scope="col">Place</th><th scope="col">Author</th></tr></thead><tbody>
${rows}</tbody></table>`,
        )
  }${more > 0 ? html`<p class="quiet">and ${count(more, 'more finding')}; findings.sarif has them all</p>` : NOTHING}</section>
`;
}

function framework({ framework: one, results }: FrameworkResult): Markup {
  const items = results.map(
    ({ control, state, because, files }) =>
      html`<li class="${TONE[state]}"><strong><span aria-hidden="true">${MARK[TONE[state]]} </span>${state}</strong><div><p><b>${control.id}</b> ${control.title}</p>${because.map((text) => html`<p class="quiet">${text}</p>`)}${files.length === 0 ? NOTHING : html`<p class="quiet">In the pack: ${files.join(', ')}</p>`}</div></li>
`,
  );
  return html`<section aria-labelledby="${one.id}"><h2 id="${one.id}">${one.name}</h2><p class="quiet">${one.edition}. ${one.source} Mapped on ${one.mapped}; the titles are in our words.</p><ul class="reasons states">
${items}</ul></section>
`;
}
