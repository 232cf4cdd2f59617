import { columns } from '../src/report/columns.ts';

const CHARACTER = 8.4;
const LINE = 19;
const PADDING = 20;
const BAR = 38;

/** Select graphic rendition: what a code sets, and what it ends. */
const CODES: Readonly<Record<string, readonly [kind: 'weight' | 'dim' | 'color', value: string]>> = {
  '1': ['weight', 'bold'],
  '2': ['dim', 'dim'],
  '31': ['color', 'red'],
  '32': ['color', 'green'],
  '33': ['color', 'yellow'],
  '35': ['color', 'magenta'],
  '36': ['color', 'cyan'],
  '39': ['color', ''],
};

const STYLE = `
  .page { fill: #ffffff; stroke: #d5d2cc; } .bar { fill: #f3f2ef; } .dot { fill: #d5d2cc; }
  text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1d1c1a; white-space: pre; }
  .bold { font-weight: 700; } .dim { fill: #6b675f; }
  .red { fill: #b3261e; } .green { fill: #1b6e3c; } .yellow { fill: #8a5300; } .magenta { fill: #7b4bb7; } .cyan { fill: #0f6674; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #161513; stroke: #3a3833; } .bar { fill: #23211e; } .dot { fill: #4a4740; }
    text { fill: #ebe9e4; } .dim { fill: #9b968c; }
    .red { fill: #ff8a80; } .green { fill: #7ccf94; } .yellow { fill: #f0b35a; } .magenta { fill: #b48ae8; } .cyan { fill: #6cc7d4; }
  }
`;

interface Run {
  readonly column: number;
  readonly text: string;
  readonly classes: string;
}

/** Coloured output of a terminal as an SVG without fonts or scripts; every run of text stands at its own column. */
export function terminalPicture(output: string, command: string, title: string): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split('\n')].map(runsOf);
  const wide = Math.max(80, ...lines.flatMap((runs) => runs.map((run) => run.column + columns(run.text))));
  const width = Math.ceil(wide * CHARACTER + 2 * PADDING);
  const height = BAR + lines.length * LINE + 2 * PADDING;
  const texts = lines.flatMap((runs, i) => {
    const y = BAR + PADDING + (i + 1) * LINE - 5;
    return runs.map(({ column, text, classes }) => {
      const place = `x="${(PADDING + column * CHARACTER).toFixed(1)}" y="${y}"`;
      const size = `textLength="${(columns(text) * CHARACTER).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
      return `  <text ${place} ${size}${classes === '' ? '' : ` class="${classes}"`}>${escaped(text)}</text>`;
    });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `  <title id="title">${escaped(title)}</title>`,
    `  <style>${STYLE}</style>`,
    `  <rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
    `  <path class="bar" d="M1 ${BAR} V10.5 A9.5 9.5 0 0 1 10.5 1 H${width - 10.5} A9.5 9.5 0 0 1 ${width - 1} 10.5 V${BAR} Z"/>`,
    ...[20, 40, 60].map((x) => `  <circle class="dot" cx="${x}" cy="${BAR / 2}" r="6"/>`),
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

/** Runs of one look; blanks between them are left out, since each has its own place. */
function runsOf(line: string): Run[] {
  const look = { weight: '', dim: '', color: '' };
  const runs: Run[] = [];
  let column = 0;
  for (const [i, part] of line.split('\x1b[').entries()) {
    const end = i === 0 ? -1 : part.indexOf('m');
    if (i > 0) {
      const code = part.slice(0, end);
      if (code === '22') Object.assign(look, { weight: '', dim: '' });
      else if (Object.hasOwn(CODES, code)) look[CODES[code]![0]] = CODES[code]![1];
    }
    const classes = Object.values(look).filter(Boolean).join(' ');
    for (const match of part.slice(end + 1).matchAll(/ +|(?:[^ ]| (?! ))+/g)) {
      if (match[0].trim() !== '') runs.push({ column, text: match[0], classes });
      column += columns(match[0]);
    }
  }
  return runs;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
