import { describe, expect, it } from 'vitest';
import { codeIn, createCodeIndex } from './code-index.ts';
import { codeTokens } from './tokens.ts';

const SECRET = `import { Ledger } from './ledger.ts';

/** Settles what is open. */
export function settle(ledger: Ledger, rates: Map<string, number>, at: Date): number {
  let total = 0;
  for (const entry of ledger.entries) {
    if (entry.due > at || entry.state !== 'open') continue;
    const rate = rates.get(entry.currency) ?? 1;
    const interest = entry.amount * rate * Math.pow(1 + entry.rate / 365, daysBetween(entry.due, at));
    total += interest > entry.amount * 2 ? entry.amount * 2 : interest;
    if (entry.partner === null) ledger.orphans.push({ id: entry.id, amount: interest });
    entry.state = total > ledger.limit ? 'held' : 'settled';
  }
  while (ledger.orphans.length > 100) ledger.archive(ledger.orphans.shift(), { reason: 'overflow' });
  return Math.round(total * 100) / 100;
}
`;
const OTHER = `export async function load(path: string, options: Options): Promise<Result> {
  const text = await readFile(path, 'utf8');
  const lines = text.split('\\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => line.split(options.separator));
  if (rows.length === 0) throw new Error('empty');
  const [head, ...rest] = rows;
  return { head, rows: rest.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell]))) };
}
`;
const index = createCodeIndex([{ source: 'vault', file: 'src/settle.ts', text: SECRET }], [OTHER]);

const renamed = (text: string) =>
  ['ledger', 'rates', 'total', 'entry', 'rate', 'interest', 'amount', 'settle', 'orphans', 'due', 'state'].reduce(
    (all, name, i) => all.replace(new RegExp(`\\b${name}\\b`, 'g'), `x${i}y`),
    text,
  );

describe('codeIn', () => {
  it('recognises a copy, also renamed, laid out anew, cut out and in a sentence', () => {
    const cut = SECRET.split('\n').slice(3, 15).join('\n');
    const laidOut = cut
      .replace(/^ +/gm, '\t')
      .replaceAll(';', '')
      .replaceAll("'", '"')
      .replaceAll(', ', ',\n  // new\n  ');
    for (const text of [
      SECRET,
      cut,
      renamed(cut),
      laidOut,
      renamed(laidOut),
      `What's wrong here?\n\`\`\`ts\n${cut}\n\`\`\``,
    ]) {
      expect(codeIn(text, index)[0], text).toMatchObject({ source: 'vault', file: 'src/settle.ts' });
    }
    expect(codeIn(cut, index)[0]!.lines).toBeGreaterThanOrEqual(8);
  });

  it('is silent about other code, prose, imports and a few tokens', () => {
    for (const text of [
      OTHER,
      'Please explain how interest is computed on an open entry of a ledger, and why. '.repeat(20),
      SECRET.split('\n').slice(0, 4).join('\n'),
    ]) {
      expect(codeIn(text, index)).toEqual([]);
    }
  });

  it('leaves out what is public', () => {
    const shared = createCodeIndex([{ source: 'vault', file: 'a.ts', text: OTHER }], [OTHER]);
    expect(codeIn(OTHER, shared)).toEqual([]);
    expect(shared.hashes).toHaveLength(0);
  });

  it('takes hostile text calmly', () => {
    for (const text of [
      '"'.repeat(200_000),
      '/*'.repeat(100_000),
      '`${'.repeat(50_000),
      'a'.repeat(500_000),
      'import {'.repeat(50_000),
      SECRET.repeat(200),
    ]) {
      expect(codeIn(text, index).length).toBeLessThanOrEqual(1);
    }
  });
});

describe('codeTokens', () => {
  it('knows the line of each token, past comments, strings of several lines and imports', () => {
    const { symbols, lines } = codeTokens('import {\n  a,\n} from "x";\n/* b\n*/ c = "d\ne";\n\n// f\ng');
    expect(symbols.length).toBe(lines.length);
    expect([...lines]).toEqual([5, 5, 5, 6, 6, 9]);
  });
});
