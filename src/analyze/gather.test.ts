import { expect, it } from 'vitest';
import type { ChangedFile } from '../model/change.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Cache, Content, FileJob } from '../model/ports.ts';
import { type AnalyzeBatch, gather } from './gather.ts';

const signal = new AbortController().signal;
const encode = (text: string) => new TextEncoder().encode(text);
const file = (path: string, blob: string, previousBlob?: string): ChangedFile => ({
  path,
  status: previousBlob === undefined ? 'added' : 'modified',
  language: 'typescript',
  hunks: [],
  blob,
  ...(previousBlob === undefined ? {} : { previousBlob }),
  mode: '100644',
});
const silent: AnalyzeBatch = () => ({ matches: [], analyzers: [] });

function world(contents: Record<string, Content>, failing: readonly string[] = []) {
  const asked: string[] = [];
  const store = new Map<string, string>();
  const cache: Cache = {
    get: async (keys) => new Map(keys.flatMap((key) => (store.has(key) ? [[key, store.get(key)!] as const] : []))),
    set: async (entries) => {
      for (const [key, text] of entries) store.set(key, text);
    },
  };
  const factsOf = (job: FileJob): FileFacts => ({
    path: job.path,
    blob: job.blob,
    lines: 1,
    analyzers: [{ analyzer: 'pattern', status: failing.includes(job.blob) ? 'failed' : 'complete' }],
    matches: [],
    functions: [],
  });
  const ports = {
    repository: { read: async () => new Map(Object.entries(contents)) },
    analysts: {
      analyze: async (jobs: readonly FileJob[]) => {
        asked.push(...jobs.map((job) => job.blob));
        return jobs.map(factsOf);
      },
    },
    cache,
    progress: { update: () => undefined },
  };
  const run = (files: readonly ChangedFile[], digest = 'rules', batch = silent) =>
    gather(files, ports, batch, digest, signal);
  return { run, asked, store };
}

it('has both sides of a file analysed, and takes them from the cache the second time', async () => {
  const { run, asked } = world({ new: { bytes: encode('b') }, old: { bytes: encode('a') } });
  const first = await run([file('a.ts', 'new', 'old')]);
  expect(first.after.get('a.ts')?.blob).toBe('new');
  expect(first.before.get('a.ts')?.blob).toBe('old');
  expect(asked).toEqual(['new', 'old']);
  expect(await run([file('a.ts', 'new', 'old')])).toEqual(first);
  expect(asked).toEqual(['new', 'old']);
});

it('asks again when the rules or the path differ, or when what is cached makes no sense', async () => {
  const { run, asked, store } = world({ new: { bytes: encode('b') } });
  await run([file('a.ts', 'new')]);
  await run([file('a.ts', 'new')], 'other rules');
  await run([file('b.ts', 'new')]);
  for (const key of store.keys()) store.set(key, '{"path":');
  await run([file('a.ts', 'new')]);
  expect(asked).toHaveLength(4);
});

it('does not remember a failure', async () => {
  const { run, asked } = world({ new: { bytes: encode('b') } }, ['new']);
  await run([file('a.ts', 'new')]);
  await run([file('a.ts', 'new')]);
  expect(asked).toEqual(['new', 'new']);
});

it('names a side that could not be read', async () => {
  const { run } = world({ new: { bytes: encode('b') }, old: { unread: 'Missing.' } });
  const { unread } = await run([file('a.ts', 'new', 'old'), file('b.ts', 'nowhere')]);
  expect(unread).toEqual([
    { path: 'a.ts', reason: 'Before the change: Missing.' },
    { path: 'b.ts', reason: 'Its content was not given.' },
  ]);
});

it('shows both texts to what compares sides', async () => {
  const { run } = world({ new: { bytes: encode('after') }, old: { bytes: encode('before') } });
  const seen: unknown[] = [];
  await run([file('a.ts', 'new', 'old')], 'rules', (files) => {
    seen.push(...files.map(({ before, after }) => [before?.text, after?.text]));
    return silent(files);
  });
  expect(seen).toEqual([['before', 'after']]);
});
