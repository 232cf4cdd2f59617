import { createInterface } from 'node:readline/promises';
import type { Terminal } from './terminal.ts';

/** Asks a yes-or-no question; only a plain yes is one. Null where stdin is no terminal, so nobody can answer. */
export async function askYes(question: string, terminal: Terminal): Promise<boolean | null> {
  if (process.stdin.isTTY !== true) return null;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`${question} [y/N] `, { signal: terminal.signal });
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    prompt.close();
  }
}
