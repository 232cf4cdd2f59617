import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CodeFile, codeIn, createCodeIndex } from '../src/guard/code/code-index.ts';

/** How much confidential code the gateway recognises in prompts: verbatim, renamed and reformatted; and how often it is wrong. */
const { values } = parseArgs({
  options: {
    confidential: { type: 'string', multiple: true, default: [] },
    public: { type: 'string', multiple: true, default: [] },
    other: { type: 'string', multiple: true, default: [] },
    samples: { type: 'string', default: '2000' },
    lines: { type: 'string', default: '15' },
  },
});
const CODE = /\.(?:ts|tsx|js|jsx|py|go|java|rb|php|cs|rs|c|cc|cpp|h)$/;
const SKIP = /^(?:\.git|node_modules|vendor|dist)$/;
const size = Number(values.lines);
const samples = Number(values.samples);
let state = 12345;

/** Numbers that look random and are the same in each run. */
function random(below: number): number {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((state / 0x7fffffff) * below) % below;
}

function filesOf(folder: string): CodeFile[] {
  const files: CodeFile[] = [];
  const waiting = [folder];
  while (waiting.length > 0) {
    const at = waiting.pop()!;
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !SKIP.test(entry.name)) waiting.push(path);
      else if (entry.isFile() && CODE.test(entry.name) && statSync(path).size < 500_000) {
        files.push({ source: basename(folder), file: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') });
      }
    }
  }
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** So many lines of a file that are code: not blank, no comment, no import. */
function piecesOf(files: readonly CodeFile[], count: number): string[] {
  const pieces: string[] = [];
  for (let attempt = 0; pieces.length < count && attempt < count * 30; attempt++) {
    const lines = files[random(files.length)]!.text.split('\n');
    if (lines.length < size) continue;
    const from = random(lines.length - size + 1);
    const piece = lines.slice(from, from + size);
    const isCode = (line: string) =>
      /[\w)\]}]/.test(line) && !/^\s*(?:\/\/|\/?\*|#|import\b|from\b|use\b|"""|''')/.test(line);
    if (piece.filter(isCode).length >= size * 0.8) pieces.push(piece.join('\n'));
  }
  return pieces;
}

/** Strings stay as they are, names do not. */
const WORD = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\b[A-Za-z_$][\w$]*\b/g;
const KEPT = new Set(
  'if else for while return function const let var class new import export from def self this try catch except finally async await in of is not and or None True False null true false undefined func type struct interface package public private protected static void int string boolean extends implements switch case break continue throw throws raise with as yield lambda pass del go defer range map chan select super instanceof typeof delete default'.split(
    ' ',
  ),
);

/** Other names throughout, the same for the same name. */
function renamed(text: string): string {
  const names = new Map<string, string>();
  return text.replace(WORD, (word) => {
    if (KEPT.has(word) || /^["']/.test(word)) return word;
    const known = names.get(word);
    if (known !== undefined) return known;
    const other = `${'abcdefghijklmnopqrstuvwxyz'[random(26)]}${names.size}${random(1000)}`;
    names.set(word, other);
    return other;
  });
}

/** Other quotes, indentation, line breaks, semicolons and comments. */
function reformatted(text: string): string {
  return text
    .replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', '    ').repeat(2))
    .replace(/;$/gm, '')
    .replace(/'([^'"\\\n]*)'/g, '"$1"')
    .replace(/\(([^()\n]{30,})\)/g, (_, inner: string) => `(\n${inner.replaceAll(', ', ',\n')},\n)`)
    .replace(/$/m, ' // as before');
}

const confidential = values.confidential.flatMap(filesOf);
const open = values.public.flatMap(filesOf);
const before = process.cpuUsage();
const index = createCodeIndex(
  confidential,
  open.map(({ text }) => text),
);
const built = process.cpuUsage(before).user / 1e6;
const bytes =
  confidential.reduce((sum, { text }) => sum + text.length, 0) + open.reduce((sum, { text }) => sum + text.length, 0);
console.log(
  `index: ${confidential.length} confidential files, ${index.hashes.length} fingerprints, ${(bytes / 1e6 / built).toFixed(1)} MB/s`,
);

const isFound = (piece: string) => codeIn(piece, index).length > 0;
const share = (pieces: readonly string[]) =>
  `${((100 * pieces.filter(isFound).length) / pieces.length).toFixed(2)}% of ${pieces.length}`;
const pieces = piecesOf(confidential, samples);
console.log(`| ${size} lines of | recognised |\n|---|---|`);
console.log(`| confidential code, verbatim | ${share(pieces)} |`);
console.log(`| renamed | ${share(pieces.map(renamed))} |`);
console.log(`| reformatted | ${share(pieces.map(reformatted))} |`);
console.log(`| renamed and reformatted | ${share(pieces.map((piece) => reformatted(renamed(piece))))} |`);
console.log(
  `| in a prompt, verbatim | ${share(pieces.map((piece) => `Please look at this, it fails in production:\n\n\`\`\`\n${piece}\n\`\`\`\nWhat is wrong?`))} |`,
);
const others = values.other.flatMap(filesOf);
const strangers = piecesOf(others, samples * 3);
console.log(`| other code (false alarms) | ${share(strangers)} |`);
const start = process.cpuUsage();
for (const { text } of others) codeIn(text, index);
const spent = process.cpuUsage(start).user / 1e6;
console.log(`looking: ${(others.reduce((sum, { text }) => sum + text.length, 0) / 1e6 / spent).toFixed(1)} MB/s`);
console.log(`other files in whole: ${share(others.map(({ text }) => text))}`);
