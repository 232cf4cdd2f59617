import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileFacts, FlowFacts, ProgramFile } from '../../model/facts.ts';
import type { FileJob } from '../../model/ports.ts';
import { createAnalysts } from './analysts.ts';

/** A thread that answers with the size of each file, and dies on one that says so. */
const THREAD = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, jobs, program }) => {
  if (program?.some(({ path }) => path === 'deadly')) process.exit(3);
  if (program) return parentPort.postMessage({ id, flows: { matches: [], files: program.map(({ path }) => [path, { analyzer: 'taint', status: 'complete' }]) } });
  if (jobs.some((job) => job.path === 'deadly')) process.exit(3);
  if (jobs.some((job) => job.path === 'refused')) return parentPort.postMessage({ id, failure: 'refused' });
  const facts = jobs.map(({ path, blob, bytes }) => ({ path, blob, lines: bytes.length, analyzers: [], matches: [], functions: [] }));
  parentPort.postMessage({ id, facts });
});`;

const signal = new AbortController().signal;
const here = async (job: FileJob): Promise<FileFacts> => ({
  path: job.path,
  blob: 'here',
  lines: job.bytes.length,
  analyzers: [],
  matches: [],
  functions: [],
});
const followHere = async (files: readonly ProgramFile[]): Promise<FlowFacts> => ({
  matches: [],
  files: files.map(({ path }) => [path, { analyzer: 'here', status: 'complete' }]),
});
const program = (path: string, size: number): ProgramFile[] => [
  { path, language: 'javascript', text: ' '.repeat(size) },
];
const job = (path: string, size: number): FileJob => ({
  path,
  blob: `blob of ${path}`,
  language: 'text',
  bytes: new Uint8Array(size),
});
let folder: string;
let entry: URL;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-threads-'));
  writeFileSync(join(folder, 'thread.mjs'), THREAD);
  entry = pathToFileURL(join(folder, 'thread.mjs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('createAnalysts', () => {
  it('stays on this thread for little work', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const facts = await analysts.analyze([job('a', 10), job('b', 20)], signal);
    expect(facts.map(({ path, blob, lines }) => [path, blob, lines])).toEqual([
      ['a', 'here', 10],
      ['b', 'here', 20],
    ]);
    await analysts.close();
  });

  it('uses threads for much work and answers in the order asked, each file once', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const jobs = Array.from({ length: 40 }, (_, i) => job(`file ${i}`, 40_000 + i));
    let done = 0;
    const facts = await analysts.analyze(jobs, signal, (files) => {
      done += files;
    });
    expect(facts.map(({ path, lines }) => [path, lines])).toEqual(jobs.map(({ path, bytes }) => [path, bytes.length]));
    expect(facts[0]!.blob).toBe('blob of file 0');
    expect(done).toBe(40);
    await analysts.close();
  });

  it('says that a file failed when it takes its thread down, and still answers for its neighbours', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const jobs = [job('a', 300_000), job('b', 100), job('deadly', 100), job('c', 100), job('d', 300_000)];
    const facts = await analysts.analyze(jobs, signal);
    expect(facts.map(({ path }) => path)).toEqual(['a', 'b', 'deadly', 'c', 'd']);
    expect(facts.map(({ analyzers }) => analyzers[0]?.status ?? 'complete')).toEqual([
      'complete',
      'complete',
      'failed',
      'complete',
      'complete',
    ]);
    expect(facts[1]!.lines).toBe(100);
    await analysts.close();
  });

  it('keeps the reason that a thread gives', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const facts = await analysts.analyze([job('a', 600_000), job('refused', 10)], signal);
    expect(facts.map(({ analyzers }) => analyzers[0]?.reason)).toContain('refused');
    await analysts.close();
  });

  it('stops when it is interrupted', async () => {
    const abort = new AbortController();
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const running = analysts.analyze(
      Array.from({ length: 50 }, (_, i) => job(`file ${i}`, 100_000)),
      abort.signal,
    );
    abort.abort(new Error('stop'));
    await expect(running).rejects.toThrow('stop');
  });

  it('follows a small program on this thread, and large ones on threads, in the order asked', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const [small] = await analysts.follow([program('small.js', 10)], signal);
    expect(small!.files).toEqual([['small.js', { analyzer: 'here', status: 'complete' }]]);
    const sizes = [10, 400_000, 300_000];
    const large = await analysts.follow(
      sizes.map((size) => program(`${size}.js`, size)),
      signal,
    );
    expect(large.map(({ files }) => files[0]?.[0])).toEqual(['10.js', '400000.js', '300000.js']);
    expect(large.map(({ files }) => files[0]?.[1].analyzer)).toEqual(['taint', 'taint', 'taint']);
    await analysts.close();
  });

  it('says that a program failed when it takes its thread down, and still follows the others', async () => {
    const analysts = createAnalysts({ analyzeFile: here, analyzeProgram: followHere, entry, threads: 2 });
    const facts = await analysts.follow([program('a.js', 600_000), program('deadly', 10), program('b.js', 10)], signal);
    expect(facts.map(({ files }) => files[0]?.[1].status)).toEqual(['complete', 'failed', 'complete']);
    await analysts.close();
  });
});
