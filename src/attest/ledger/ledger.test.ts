import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../lib/hash.ts';
import type { Signer } from '../../model/ports.ts';
import { readPublicKey, type TrustedKey } from '../public-key.ts';
import { appendToLedger, type LedgerStore } from './append.ts';
import { type LedgerEntry, readLines } from './entry.ts';
import { proveConsistency, proveInclusion } from './prove.ts';
import { type LedgerFiles, verifyLedger, verifyProof } from './verify.ts';

const NOW = '2030-06-15T12:00:00.000Z';
const signal = new AbortController().signal;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = readPublicKey(String(publicKey.export({ type: 'spki', format: 'pem' }))) as TrustedKey;
const signer: Signer = {
  keyId: sha256(publicKey.export({ type: 'spki', format: 'der' })),
  sign: async (bytes) => sign(null, bytes, privateKey),
};

interface Disk extends LedgerStore {
  /** Every byte that was written, in order: `[file, byte]`. */
  readonly written: ['entries' | 'heads', number][];
  files: { entries: string; heads: string };
}

function disk(files = { entries: '', heads: '' }): Disk {
  const written: Disk['written'] = [];
  const append = (name: 'entries' | 'heads', lines: string) => {
    const before = self.files[name];
    const text = before === '' || before.endsWith('\n') ? lines : `\n${lines}`;
    for (const byte of Buffer.from(text)) written.push([name, byte]);
    self.files = { ...self.files, [name]: before + text };
  };
  const self: Disk = {
    written,
    files,
    read: () => self.files,
    appendEntries: (lines) => append('entries', lines),
    appendHead: (line) => append('heads', line),
  };
  return self;
}

let nonce = 0;
const entry = (body: LedgerEntry['body'] = {}): LedgerEntry => {
  nonce++;
  return { version: 1, kind: 'decision', at: NOW, by: 'ada', nonce: String(nonce), body };
};
const add = (store: LedgerStore, ...entries: LedgerEntry[]) =>
  appendToLedger(store, entries, { now: NOW, signer, signal });
const verify = (files: LedgerFiles, more = {}) => verifyLedger(files, { keys: [key], now: NOW, ...more });
const faults = (files: LedgerFiles, more = {}) =>
  verify(files, more)
    .checks.filter(({ holds }) => holds === false)
    .map(({ said }) => said);

async function ledgerOf(size: number): Promise<Disk> {
  const store = disk();
  for (let i = 0; i < size; i++) await add(store, entry({ i }));
  return store;
}

test('a ledger that grew holds', async () => {
  const { files } = await ledgerOf(7);
  expect(verify(files)).toMatchObject({ holds: true, size: 7 });
});

test('a crash after any byte loses nothing that was acknowledged, and the ledger goes on', async () => {
  const store = await ledgerOf(2);
  const [acknowledged, before] = [store.files, store.written.length];
  await add(store, entry({ last: true }), entry({ last: true }));
  const bytes = store.written.slice(before);
  for (let kept = 0; kept <= bytes.length; kept++) {
    const tail = (name: 'entries' | 'heads') =>
      Buffer.from(
        bytes
          .slice(0, kept)
          .filter(([file]) => file === name)
          .map(([, byte]) => byte),
      ).toString('latin1');
    const crashed = { entries: acknowledged.entries + tail('entries'), heads: acknowledged.heads + tail('heads') };
    expect(faults(crashed), `after ${kept} bytes`).toEqual([]);
    expect(readLines(crashed.entries).texts.slice(0, 2)).toEqual(readLines(acknowledged.entries).texts);
    const again = disk(crashed);
    const { size } = await add(again, entry({ after: kept }));
    expect(faults(again.files), `after ${kept} bytes and one more`).toEqual([]);
    expect(readLines(again.files.entries).texts).toHaveLength(size);
    expect(size).toBeGreaterThanOrEqual(3);
  }
});

test('no byte of an acknowledged entry changes unseen', async () => {
  const { files } = await ledgerOf(3);
  for (let at = 0; at < files.entries.length; at++) {
    const changed = files.entries.slice(0, at) + (files.entries[at] === '0' ? '1' : '0') + files.entries.slice(at + 1);
    expect(faults({ ...files, entries: changed }), `byte ${at}`).toHaveLength(1);
  }
});

test('entries that are rewritten with their hash, removed or moved are found', async () => {
  const { files } = await ledgerOf(4);
  const other = await ledgerOf(1);
  const lines = files.entries.trim().split('\n');
  const [foreign] = other.files.entries.trim().split('\n');
  for (const changed of [
    [lines[0], foreign, lines[2], lines[3]],
    [lines[1], lines[0], lines[2], lines[3]],
    lines.slice(1),
    lines.slice(0, 3),
    [],
  ]) {
    expect(faults({ ...files, entries: changed.map((line) => `${line}\n`).join('') })).toEqual([
      expect.stringMatching(/entries are missing or were changed|was changed, removed or moved/),
    ]);
  }
});

test('heads that were written over with another key, or none, are not enough', async () => {
  const store = disk();
  await appendToLedger(store, [entry()], { now: NOW, signal });
  expect(faults(store.files)).toEqual(['No head of the ledger is signed with a key that you trust.']);
  const { files } = await ledgerOf(2);
  expect(faults(files, { keys: [] })).toEqual([expect.stringContaining('signed with another key')]);
  expect(faults({ ...files, heads: '' })).toEqual([expect.stringContaining('has entries and no head')]);
});

test('a ledger whose end was cut off together with its heads shows against a head kept elsewhere', async () => {
  const whole = await ledgerOf(5);
  const kept = readLines(whole.files.heads).texts.at(-1)!;
  const cut = { entries: lines(whole.files.entries, 3), heads: lines(whole.files.heads, 3) };
  expect(faults(cut)).toEqual([]);
  expect(faults(cut, { kept })).toEqual([expect.stringContaining('does not go on from the head of 5 entries')]);
  expect(faults(whole.files, { kept })).toEqual([]);
  const fork = await ledgerOf(6);
  expect(faults(fork.files, { kept })).toHaveLength(1);
});

test('two writers whose heads cross each other leave a ledger that holds', async () => {
  const store = disk();
  const [one, two] = [disk(), disk()];
  // Both have read before either writes its head.
  const through = (own: Disk): LedgerStore => ({
    read: () => store.files,
    appendEntries: store.appendEntries,
    appendHead: own.appendHead,
  });
  await add(through(one), entry());
  await add(through(two), entry());
  store.appendHead(two.files.heads);
  store.appendHead(one.files.heads);
  expect(verify(store.files)).toMatchObject({ holds: true, size: 2 });
});

test('proofs stand without the ledger', async () => {
  const { files } = await ledgerOf(9);
  for (const index of [0, 4, 8]) {
    const proof = proveInclusion(files, index, [key]);
    if ('fault' in proof) throw new Error(proof.fault);
    const text = JSON.stringify(proof);
    expect(verifyProof(text, { keys: [key], now: NOW })).toMatchObject({ holds: true });
    const moved = JSON.stringify({ ...proof, index: (index + 1) % 9 });
    expect(verifyProof(moved, { keys: [key], now: NOW }).holds).toBe(false);
    expect(verifyProof(text.replace('ada', 'bob'), { keys: [key], now: NOW }).holds).toBe(false);
    expect(verifyProof(text, { keys: [], now: NOW }).holds).toBe(false);
  }
  const earlier = readLines(files.heads).texts[3]!;
  const proof = proveConsistency(files, earlier, [key]);
  expect(verifyProof(JSON.stringify(proof), { keys: [key], now: NOW })).toMatchObject({ holds: true });
  expect(proveConsistency((await ledgerOf(9)).files, earlier, [key])).toHaveProperty('fault');
  expect(proveInclusion(files, 9, [key])).toHaveProperty('fault');
  for (const text of ['', '{}', 'null', '[]', JSON.stringify({ ...proof, hashes: ['x'] })]) {
    expect(verifyProof(text, { keys: [key], now: NOW })).toMatchObject({ holds: false });
  }
});

function lines(file: string, count: number): string {
  return file
    .split('\n')
    .slice(0, count)
    .map((line) => `${line}\n`)
    .join('');
}
