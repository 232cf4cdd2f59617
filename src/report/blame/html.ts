import { html, type Markup, NOTHING } from '../html/markup.ts';
import { pageOf } from '../html/page.ts';
import { bar, legend } from '../html/shares.ts';
import { authorPhrase, count, short } from '../phrases.ts';
import { type BlamedLine, type BlameInput, blamedLines, sharesOfLines } from './lines.ts';

/** The file with who wrote which lines beside it, as one page. */
export function blameHtml(input: BlameInput): string {
  const lines = blamedLines(input);
  const by = sharesOfLines(lines);
  const contradictions = (input.contradictions ?? []).slice(0, 100).map(
    (sentence) => html`<li>${sentence}</li>
`,
  );
  const body = html`<header>
<h1>Who wrote <span class="mono">${input.report.path}</span></h1>
<p class="lead">${count(lines.length, 'line')}</p>
${bar(by, lines.length)}${legend(by, lines.length)}
</header>
<main>
${
  contradictions.length === 0
    ? NOTHING
    : html`<section aria-labelledby="contradictions"><h2 id="contradictions">Contradictions</h2><ul>
${contradictions}</ul></section>
`
}<section aria-labelledby="lines"><h2 id="lines">Lines</h2>
${runsOf(lines).map(runMarkup)}</section>
</main>
`;
  return pageOf(`Who wrote ${input.report.path}`, body);
}

function runsOf(lines: readonly BlamedLine[]): BlamedLine[][] {
  const runs: BlamedLine[][] = [];
  for (const line of lines) {
    if (line.first) runs.push([line]);
    else runs.at(-1)!.push(line);
  }
  return runs;
}

function runMarkup(run: readonly BlamedLine[]): Markup {
  const { attribution, number } = run[0]!;
  const who = attribution?.contributor ?? 'unknown';
  const commit = attribution?.commit;
  const place = commit === undefined ? 'not committed' : short(commit);
  const phrase = authorPhrase(who, attribution);
  const title = attribution ? `${phrase}, ${place}` : phrase;
  const rows = run.map(
    (line) => html`<span class="row"><span class="number">${line.number}</span>${line.text.replaceAll('\t', '    ')}
</span>`,
  );
  return html`<div class="run by-${who}" role="group" aria-label="Lines ${number} to ${number + run.length - 1}: ${title}"><p class="place">${title}</p><pre tabindex="0" role="group" aria-label="Code">${rows}</pre></div>
`;
}
