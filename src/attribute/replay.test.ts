import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../model/journal.ts';
import { inherit, UNSET } from './inherit.ts';
import { linePrints, printKey } from './line-prints.ts';
import { newestFirst, OUTSIDE, replay } from './replay.ts';

const KEY = printKey(Buffer.from('0123456789abcdef'));
const prints = (text: string) => linePrints(Buffer.from(text), KEY);

let clock = 0;
const entry = (phase: 'before' | 'after', text: string | null, more: Partial<JournalEntry> = {}): JournalEntry => ({
  at: new Date(Date.UTC(2026, 0, 1) + clock++ * 1000).toISOString(),
  phase,
  tool: 'claude',
  session: 's',
  shell: false,
  workTree: '',
  files: [{ path: 'a', lines: text === null ? null : prints(text) }],
  ...more,
});

/** Authors of `committed` as letters: `-` nobody's session, `a` the first, `b` the second. */
const authorsOf = (entries: JournalEntry[], committed: string): string => {
  const lineage = replay(entries, KEY, () => undefined);
  const authors = inherit(prints(committed), newestFirst(lineage.versions('', 'a')), KEY);
  return [...authors].map((who) => (who === UNSET ? '?' : who === OUTSIDE ? '-' : 'abc'[who])).join('');
};

const BASE = 'function one() {\n  return 1;\n}\n';
const MORE = `${BASE}\nfunction two() {\n  return 2;\n}\n`;

describe('replaying the journal', () => {
  it('gives an assistant what appears between its before and after', () => {
    expect(authorsOf([entry('before', BASE), entry('after', MORE)], MORE)).toBe('---aaaa');
  });

  it('gives a person what appears between an after and the next before', () => {
    const byPerson = MORE.replace('return 2', 'return two');
    const last = byPerson.replace('return 1', 'return one');
    const entries = [entry('before', BASE), entry('after', MORE), entry('before', byPerson), entry('after', last)];
    expect(authorsOf(entries, last)).toBe('-a-aa-a');
  });

  it('leaves what was typed after the last event without author', () => {
    expect(authorsOf([entry('before', BASE), entry('after', MORE)], MORE.replace('return 2', 'return 3'))).toBe(
      '---aa?a',
    );
  });

  it('does not see a formatter: indentation and re-wrapping keep the author', () => {
    const formatted = MORE.replace('function two() {\n  return 2;\n}', 'function two()\n{\n\treturn\n\t\t2;\n}');
    expect(authorsOf([entry('before', BASE), entry('after', MORE)], formatted)).toBe('---aaaaaa');
    const joined = MORE.replace('function two() {\n  return 2;\n}', 'function two() { return 2; }');
    expect(authorsOf([entry('before', BASE), entry('after', MORE)], joined)).toBe('---aa');
  });

  it('remembers lines that went and came back', () => {
    const entries = [entry('before', BASE), entry('after', MORE), entry('before', BASE)];
    expect(authorsOf(entries, MORE)).toBe('---aaaa');
  });

  it('does not take a lone brace from the past', () => {
    const entries = [entry('before', BASE), entry('after', `${BASE}}\n`), entry('before', BASE)];
    expect(authorsOf(entries, `${BASE}x = 1\n}\n`)).toBe('---??');
  });

  it('keeps two assistants apart', () => {
    const both = `${MORE}three();\n`;
    const copilot = { tool: 'copilot', session: 't' };
    const entries = [
      entry('before', BASE),
      entry('after', MORE),
      entry('before', MORE, copilot),
      entry('after', both, copilot),
    ];
    expect(authorsOf(entries, both)).toBe('---aaaab');
  });

  it('takes a file that an assistant creates, deletes and creates again', () => {
    const entries = [entry('before', null), entry('after', BASE), entry('before', BASE), entry('after', null)];
    expect(authorsOf(entries, BASE)).toBe('aaa');
  });

  it('asks the commit for what a shell command changed without announcing it', () => {
    const shell = { shell: true, head: 'h' };
    const entries = [entry('before', null, { ...shell, files: [] }), entry('after', MORE, shell)];
    const lineage = replay(entries, KEY, (commit, path) => (commit === 'h' && path === 'a' ? prints(BASE) : undefined));
    expect([...lineage.versions('', 'a').at(-1)!.authors]).toEqual([-1, -1, -1, 0, 0, 0, 0]);
    expect(lineage.running('', entries[0]!.at)).toBe(0);
    expect(lineage.running('', '2027-01-01T00:00:00Z')).toBeUndefined();
  });

  it('knows the model from the start of the session', () => {
    const start = { ...entry('before', null), phase: 'start' as const, model: 'opus', files: [] };
    const lineage = replay([start, entry('before', BASE), entry('after', MORE)], KEY, () => undefined);
    expect(lineage.sessions).toEqual([{ tool: 'claude', session: 's', model: 'opus' }]);
  });

  it('never gives an edit to the wrong side over two thousand random edits', () => {
    let seed = 77;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 40; round++) {
      let truth: { text: string; who: string }[] = [];
      const entries: JournalEntry[] = [];
      const text = (): string => truth.map((line) => `${' '.repeat(next(4))}${line.text}\n`).join('');
      for (let step = 0; step < 50; step++) {
        const who = '-ab'[next(3)]!;
        const session = who === 'b' ? { tool: 'copilot' } : {};
        if (who !== '-') entries.push(entry('before', text(), session));
        for (let edits = 1 + next(3); edits > 0; edits--) {
          const at = next(truth.length + 1);
          const kind = next(4);
          const fresh = { text: next(5) === 0 ? '}' : `line ${next(1e6)} of ${step}`, who };
          if (kind === 0) truth = truth.filter((_, i) => i !== at);
          else if (kind === 1 && at < truth.length) truth[at] = fresh;
          else truth.splice(at, 0, fresh);
        }
        if (who !== '-') entries.push(entry('after', text(), session));
      }
      const lineage = replay(entries, KEY, () => undefined);
      const authors = inherit(prints(text()), newestFirst(lineage.versions('', 'a')), KEY);
      const names = new Map(lineage.sessions.map(({ tool }, i) => [i, tool === 'claude' ? 'a' : 'b']));
      for (const [i, line] of truth.entries()) {
        // A brace among braces has no identity: it may be taken for its neighbour.
        if (line.text === '}') continue;
        const found = authors[i]! < 0 ? '-' : names.get(authors[i]!);
        expect({ round, line: line.text, who: found }).toEqual({ round, line: line.text, who: line.who });
      }
    }
  });
});
