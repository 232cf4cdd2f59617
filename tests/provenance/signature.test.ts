import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../git/fixture.ts';
import { countersign } from './command.ts';
import { shape, started } from './story.ts';
import { linesOf, type Workshop } from './workshop.ts';

/** Two files with a new key pair. */
function keyPair(kind: 'ed25519' | 'ec' = 'ed25519'): { privateKey: string; publicKey: string } {
  const pair = kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const folder = temporaryFolder();
  const paths = { privateKey: join(folder, 'key.pem'), publicKey: join(folder, 'key.pub.pem') };
  writeFileSync(paths.privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(paths.publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  return paths;
}

/** A repository with two commits of an assistant, recorded under a signature. */
async function signed(kind?: 'ed25519' | 'ec'): Promise<{ shop: Workshop; ref: string; publicKey: string }> {
  const shop = await started();
  const { privateKey, publicKey } = keyPair(kind);
  expect(await countersign(shop.path, 'provenance', 'sign', privateKey)).toMatchObject({ code: 0, err: '' });
  await shop.assistant('claude', { 'a.ts': linesOf('a', 3) });
  shop.commit('One');
  await shop.assistant('codex', { 'b.ts': linesOf('b', 3) });
  shop.commit('Two');
  await countersign(shop.path, 'provenance', 'record');
  const ref = shop.git('for-each-ref', '--format=%(refname)', 'refs/notes/countersign');
  return { shop, ref, publicKey };
}

const noteOf = (shop: Workshop, ref: string, commit = 'HEAD'): string =>
  shop.git('notes', `--ref=${ref}`, 'show', commit);
const setNote = (shop: Workshop, ref: string, text: string, commit = 'HEAD'): string =>
  shop.git('notes', `--ref=${ref}`, 'add', '-f', '-m', text, commit);

async function linted(shop: Workshop): Promise<string[]> {
  const { out } = await countersign(shop.path, 'provenance', 'lint', '--format', 'json');
  return JSON.parse(out).map(({ kind }: { kind: string }) => kind);
}

async function blamed(shop: Workshop, path: string): Promise<{ authors: string; out: string }> {
  const { out } = await countersign(shop.path, 'blame', path, '--format', 'json');
  const { attributions } = JSON.parse(out) as { attributions: { tool?: string; contributor: string }[] };
  const shown = (await countersign(shop.path, 'blame', path)).out;
  return { authors: attributions.map(({ tool, contributor }) => tool ?? contributor).join(' '), out: shown };
}

describe('a signed record', () => {
  it('is believed where its key is trusted, of either kind', async () => {
    for (const kind of ['ed25519', 'ec'] as const) {
      const { shop, publicKey } = await signed(kind);
      await countersign(shop.path, 'provenance', 'trust', publicKey, '--require');
      expect(await linted(shop)).toEqual([]);
      expect(await blamed(shop, 'a.ts')).toMatchObject({ authors: 'claude' });
    }
  });

  it('that was changed is forged', async () => {
    const { shop, ref } = await signed();
    setNote(shop, ref, noteOf(shop, ref).replaceAll('codex', 'human'));
    expect(await linted(shop)).toEqual(['forged']);
    const { authors, out } = await blamed(shop, 'b.ts');
    expect(authors).toBe('unknown');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('was changed after it was signed');
  });

  it('that was moved to another commit is swapped', async () => {
    const { shop, ref } = await signed();
    setNote(shop, ref, noteOf(shop, ref, 'HEAD~1'));
    expect(await linted(shop)).toEqual(['swapped']);
  });

  it('that another writer shows is replayed', async () => {
    const { shop, ref } = await signed();
    setNote(shop, 'refs/notes/countersign/stranger', noteOf(shop, ref));
    expect(await linted(shop)).toEqual(['replayed']);
    expect((await blamed(shop, 'b.ts')).authors).toBe('codex');
  });

  it('that comes back although its writer has said something else since is replayed', async () => {
    const { shop, ref } = await signed();
    const old = noteOf(shop, ref);
    setNote(shop, ref, 'nothing');
    await countersign(shop.path, 'provenance', 'lint', '--fix');
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    setNote(shop, `refs/notes/countersign/remotes/a/${name}`, old);
    setNote(shop, `refs/notes/countersign/remotes/b/${name}`, noteOf(shop, ref));
    shop.git('update-ref', '-d', ref);
    expect(await linted(shop)).toContain('replayed');
  });

  it('by a key that nobody trusts is rejected, as is one that nobody signed where signatures are required', async () => {
    const { shop, ref } = await signed();
    setNote(shop, 'refs/notes/countersign/unsigned', noteOf(shop, ref).replace(/"envelope":\{.*?\}\]\},/, ''));
    expect(await linted(shop)).toEqual([]);
    await countersign(shop.path, 'provenance', 'trust', '--require');
    expect(await linted(shop)).toContain('unsigned');
    const other = await signed();
    const { text } = { text: noteOf(other.shop, other.ref) };
    await countersign(shop.path, 'provenance', 'trust', keyPair().publicKey, '--no-require');
    setNote(shop, ref, text);
    expect(await linted(shop)).toContain('untrusted');
  });

  it('that was carried is signed by the carrier and names its sources', async () => {
    const { shop, ref } = await signed();
    shop.git('reset', '-q', '--soft', 'HEAD~2');
    shop.forget();
    await shop.observe({
      tool: 'claude',
      session: 'claude-1',
      phase: 'start',
      cwd: shop.path,
      paths: [],
      shell: false,
    });
    shop.commit('Both');
    await countersign(shop.path, 'provenance', 'record');
    const note = noteOf(shop, ref);
    const metadata = JSON.parse(note.slice(note.indexOf('\n---\n') + 5));
    const { source, from, envelope } = metadata.countersign;
    expect(source).toBe('carried');
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'));
    expect(statement.commit).toBe(shop.head());
    expect(statement.from.map(({ commit }: { commit: string }) => commit)).toEqual(from);
    expect(statement.from[0]).toMatchObject({
      record: expect.stringMatching(/^[0-9a-f]{64}$/),
      key: envelope.signatures[0].keyid,
    });
    expect(shape(await shop.authors('a.ts'))).toBe('claude*3');
  });

  it('is written without a signature, and said so, when the key is gone', async () => {
    const { shop, ref } = await signed();
    writeFileSync(join(shop.path, '.git/countersign/signing-key'), '/nowhere/key.pem\n');
    await shop.assistant('claude', { 'c.ts': linesOf('c', 3) });
    shop.commit('Three');
    const { code, out } = await countersign(shop.path, 'provenance', 'record');
    expect(code).toBe(0);
    expect(out).toContain('is not signed');
    expect(noteOf(shop, ref)).not.toContain('envelope');
    expect((await blamed(shop, 'c.ts')).authors).toBe('claude');
  });

  it('is refused a key that cannot sign', async () => {
    const { shop, publicKey } = await signed();
    const { code, err } = await countersign(shop.path, 'provenance', 'sign', publicKey);
    expect(code).toBe(2);
    expect(err).toContain('public key');
    expect((await countersign(shop.path, 'provenance', 'trust', '/nowhere')).code).toBe(2);
  });
});
