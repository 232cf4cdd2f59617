import { expect, it } from 'vitest';
import { progressLine } from './progress.ts';
import type { Terminal } from './terminal.ts';

function fakeTerminal(progress: boolean): { terminal: Terminal; written: string[] } {
  const written: string[] = [];
  const terminal: Terminal = {
    cwd: '/',
    env: {},
    out: () => undefined,
    err: (text) => void written.push(text),
    color: false,
    interactive: false,
    progress,
    columns: 80,
    signal: new AbortController().signal,
  };
  return { terminal, written };
}

it('stays silent for the first second, then shows counts and the time left', () => {
  let time = 0;
  const { terminal, written } = fakeTerminal(true);
  const line = progressLine(terminal, () => time);
  line.update('Analysing', 0, 100);
  time = 900;
  line.update('Analysing', 10, 100);
  expect(written).toEqual([]);
  time = 2000;
  line.update('Analysing', 50, 100);
  expect(written).toEqual(['\r\x1b[2KAnalysing 50 of 100 files, 2 s left']);
  line.clear();
  expect(written.at(-1)).toBe('\r\x1b[2K');
});

it('writes nothing where stderr is no terminal', () => {
  let time = 0;
  const { terminal, written } = fakeTerminal(false);
  const line = progressLine(terminal, () => time);
  time = 5000;
  line.update('Analysing', 50, 100);
  line.clear();
  expect(written).toEqual([]);
});
