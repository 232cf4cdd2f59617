/** The page's only style sheet; its hash stands in the page's content security policy. Contrast is 4.5 or more in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfbfa; --card: #ffffff; --code: #f5f5f3; --line: #dedcd7; --text: #1d1c1a; --quiet: #5f5b55;
  --block: #b3261e; --review: #8a5300; --ship: #1b6e3c; --note: #2a5f8f; --link: #1c5d99;
  --ai: #7b4bb7; --mixed: #2f8f9d; --human: #3f8f4f; --unknown: #a6a29a; --mark: #fde7c8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #161513; --card: #1f1e1b; --code: #191815; --line: #3a3833; --text: #ebe9e4; --quiet: #a9a49b;
    --block: #ff8a80; --review: #f0b35a; --ship: #7ccf94; --note: #8fc1ee; --link: #8fc1ee;
    --ai: #b48ae8; --mixed: #5fc0cd; --human: #74c285; --unknown: #77736b; --mark: #4f3a17;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, ol, dl, table, pre { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.75rem; }
h3 { font: 600 0.95rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: 1.75rem 0 0.6rem; }
h4 { font-size: 1rem; font-weight: 600; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
p code, li code, dd code, h4 code { background: var(--code); border: 1px solid var(--line); border-radius: 4px; padding: 0.05em 0.3em; }
header { border-top: 6px solid var(--tone); background: var(--card); border-radius: 0 0 10px 10px; padding: 1.25rem 1.25rem 1rem; box-shadow: 0 0 0 1px var(--line); }
.block { --tone: var(--block); } .review { --tone: var(--review); } .ship { --tone: var(--ship); }
.error { --tone: var(--block); } .warning { --tone: var(--review); } .note { --tone: var(--note); }
.tone { color: var(--tone); }
.quiet { color: var(--quiet); }
.lead { margin-top: 0.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 0.9rem; }
header dl { margin-top: 0.9rem; font-size: 0.92rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
ul.reasons { list-style: none; padding: 0; }
ul.reasons > li { display: grid; grid-template-columns: 5rem 1fr; gap: 0.25rem 0.75rem; padding: 0.6rem 0; border-top: 1px solid var(--line); }
ul.reasons > li:first-child { border-top: 0; }
ul.states > li { grid-template-columns: 8rem 1fr; }
ul.reasons strong { color: var(--tone); font-weight: 600; }
article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; padding: 0.9rem 1rem; margin: 0 0 0.9rem; }
article > * + * { margin-top: 0.6rem; }
.place { font-size: 0.88rem; color: var(--quiet); margin-top: 0.15rem; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem 0; overflow-x: auto; line-height: 1.5; overflow-wrap: normal; tab-size: 4; }
pre .row { display: block; min-width: max-content; padding: 0 0.75rem 0 0; }
pre .row.hit { background: color-mix(in srgb, var(--tone) 9%, transparent); box-shadow: inset 3px 0 0 var(--tone); }
pre .number { display: inline-block; width: 4.5em; padding-right: 1em; text-align: right; color: var(--quiet); user-select: none; }
pre mark { background: var(--mark); color: inherit; border-radius: 2px; text-decoration: underline 2px var(--tone); text-underline-offset: 3px; }
details { border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
details + details { margin-top: 0.6rem; }
summary { cursor: pointer; padding: 0.45rem 0.75rem; color: var(--quiet); }
details[open] > summary { border-bottom: 1px solid var(--line); }
details > :not(summary) { margin: 0.6rem 0.75rem 0.75rem; }
details ol { padding-left: 1.6rem; } details li + li { margin-top: 0.3rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; overflow-wrap: break-word; padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 500; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4rem; }
.bar { display: block; width: 100%; height: 14px; border-radius: 7px; overflow: hidden; background: var(--line); }
.fill-ai { fill: var(--ai); } .fill-mixed { fill: var(--mixed); } .fill-human { fill: var(--human); } .fill-unknown { fill: var(--unknown); }
.run { border-left: 4px solid var(--who); padding-left: 0.6rem; margin-bottom: 0.4rem; }
.run pre { padding: 0.2rem 0; } .run .place { margin: 0; }
.by-ai { --who: var(--ai); } .by-mixed { --who: var(--mixed); } .by-human { --who: var(--human); } .by-unknown { --who: var(--unknown); }
header > .bar { margin-top: 1rem; }
td.bars { min-width: 6rem; width: 30%; } td .bar { height: 10px; margin-top: 0.4em; }
tbody th { font-weight: 500; overflow-wrap: anywhere; min-width: 8rem; }
ul.shares { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; padding: 0; margin-top: 0.7rem; }
.swatch { width: 0.8em; height: 0.8em; border-radius: 2px; margin-right: 0.45em; vertical-align: -0.04em; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.88rem; }
@media (max-width: 40rem) {
  body { padding: 0 0.75rem 3rem; }
  h1 { font-size: 1.4rem; }
  header { margin: 0 -0.75rem; border-radius: 0; padding: 1rem 0.75rem; }
  ul.reasons > li, ul.states > li { grid-template-columns: 1fr; gap: 0; }
  article { padding: 0.75rem; }
  pre .number { width: 3.6em; }
  th, td { padding-right: 0.5rem; }
}
@media print {
  :root { color-scheme: only light; --page: #fff; --card: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  article, .row { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  pre { overflow: visible; white-space: pre-wrap; } pre .row { min-width: 0; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
