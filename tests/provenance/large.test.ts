import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/adapters/journal/journal.ts';
import { openRecording } from '../../src/adapters/record/recording.ts';
import { printKey } from '../../src/attribute/line-prints.ts';
import { record } from '../../src/record.ts';
import { begin, shape, started } from './story.ts';
import { linesOf, WRITER } from './workshop.ts';

/** Rebases a branch of so many commits of an assistant and a person; gives the git processes that recording took. */
async function rebased(commits: number): Promise<{ processes: number; milliseconds: number; authors: string }> {
  const shop = await started();
  shop.git('checkout', '-qb', 'feature');
  let text = '';
  for (let i = 0; i < commits; i++) {
    text += linesOf(`line${i}x`, 2);
    if (i % 2 === 0) await shop.assistant('claude', { 'a.ts': text });
    else shop.person({ 'a.ts': text });
    shop.commit(`Commit ${i}`);
  }
  await shop.record();
  shop.git('checkout', '-q', 'main');
  shop.person({ 'a.ts': linesOf('up', 3) });
  shop.commit('Up');
  shop.git('rm', '-q', 'a.ts');
  shop.commit('Down');
  await shop.record();
  shop.forget();
  await begin(shop);
  shop.git('rebase', '-q', 'main', 'feature');
  const signal = new AbortController().signal;
  const recording = await openRecording(shop.path, signal);
  const start = performance.now();
  const journal = openJournal(recording.commonDir);
  const key = printKey(journal.printSecret);
  const { missed } = await record({ recording, journal: journal.read(), key, ref: WRITER, version: 'test', signal });
  const milliseconds = performance.now() - start;
  const { processes } = recording;
  recording.close();
  expect(missed).toEqual([]);
  return { processes, milliseconds, authors: shape(await shop.authors('a.ts')) };
}

describe('a rebase of many commits', () => {
  it('is carried with as many git processes as one of few', { timeout: 120_000 }, async () => {
    const few = await rebased(4);
    const many = await rebased(60);
    expect(many.authors).toBe(Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 'claude*2' : 'person*2')).join(' '));
    expect(many.processes).toBe(few.processes);
  });
});
