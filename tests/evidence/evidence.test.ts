import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder } from '@sigstore/sign';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { beforeAll, describe, expect, test } from 'vitest';
import { command } from '../bad-input/command.ts';
import { type FixtureRepository, fixtureRepository, temporaryFolder } from '../git/fixture.ts';

const root = temporaryFolder();
const at = (...parts: string[]) => join(root, ...parts);
let repository: FixtureRepository;
let head: string;

beforeAll(() => {
  repository = fixtureRepository();
  repository.commit({ files: { 'src/a.ts': 'export const a = 1;\n' } });
  head = repository.commit({ files: { 'src/b.ts': 'export const b = 2;\n' } });
});

interface BundleJson {
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly payloadType: string;
    readonly signatures: readonly { readonly sig: string; readonly keyid: string }[];
  };
}

describe.each(['P-256', 'Ed25519'] as const)('evidence with a %s key', (kind) => {
  const key = at(kind, 'countersign.key');
  const pub = at(kind, 'countersign.pub');
  const file = at(`${kind}.jsonl`);
  const bundles = () => readFileSync(file, 'utf8').trim().split('\n');

  beforeAll(async () => {
    const made = await command(root, 'keys', 'new', '--kind', kind, '--output', at(kind));
    expect(made).toMatchObject({ code: 0, err: '' });
    const attested = await command(repository.path, 'attest', '--commit', 'HEAD', '--key', key, '--output', file);
    expect(attested).toMatchObject({ code: 0, err: '' });
    expect(attested.out).toContain(`Attested ${head.slice(0, 12)} (ship) with key`);
  });

  test('verify agrees, in the repository and far from it', async () => {
    const here = await command(repository.path, 'verify', file, '--key', pub, '--commit', 'HEAD', '--outcome', 'ship');
    expect(here).toMatchObject({ code: 0, err: '' });
    expect(here.out).toContain('is in this repository, with the same tree');
    const away = await command(root, 'verify', file, '--key', pub, '--commit', head);
    expect(away).toMatchObject({ code: 0, err: '' });
    expect(away.out).toContain('No repository is at hand');
  });

  test('openssl agrees', () => {
    for (const bundle of bundles()) {
      const { dsseEnvelope: envelope } = JSON.parse(bundle) as BundleJson;
      const payload = Buffer.from(envelope.payload, 'base64');
      writeFileSync(
        at('signed'),
        Buffer.concat([
          Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `),
          payload,
        ]),
      );
      writeFileSync(at('sig'), Buffer.from(envelope.signatures[0]!.sig, 'base64'));
      const pkeyutl = ['pkeyutl', '-verify', '-pubin', '-inkey', pub, '-sigfile', at('sig'), '-in', at('signed')];
      const how = kind === 'Ed25519' ? [...pkeyutl, '-rawin'] : [...pkeyutl, '-rawin', '-digest', 'sha256'];
      expect(execFileSync('openssl', how, { encoding: 'utf8' })).toContain('Verified Successfully');
      const id = execFileSync('openssl', ['pkey', '-pubin', '-in', pub, '-outform', 'DER']);
      writeFileSync(at('der'), id);
      const digest = execFileSync('openssl', ['dgst', '-sha256', '-r', at('der')], { encoding: 'utf8' });
      expect(envelope.signatures[0]!.keyid).toBe(digest.slice(0, 64));
    }
  });

  test('Sigstore agrees', () => {
    const nobody = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
    const trust = toTrustMaterial(nobody as never, () => ({
      publicKey: createPublicKey(readFileSync(pub)),
      validFor: () => true,
    }));
    const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
    for (const bundle of bundles()) {
      expect(() => verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle))))).not.toThrow();
      const changed = JSON.parse(bundle) as { dsseEnvelope: { payload: string } };
      changed.dsseEnvelope.payload = Buffer.from('{}').toString('base64');
      expect(() => verifier.verify(toSignedEntity(bundleFromJSON(changed)))).toThrow();
    }
  });

  test('what Sigstore and openssl signed verifies here', async () => {
    const { payload, payloadType, signatures } = (JSON.parse(bundles()[0]!) as BundleJson).dsseEnvelope;
    const privateKey = createPrivateKey(readFileSync(key));
    const hint = signatures[0]!.keyid;
    const signer = {
      sign: async (data: Buffer) => ({
        signature: sign(kind === 'P-256' ? 'sha256' : null, data, privateKey),
        key: { $case: 'publicKey', publicKey: '', hint } as const,
      }),
    };
    const builder = new DSSEBundleBuilder({ signer, witnesses: [] });
    const bundle = await builder.create({ data: Buffer.from(payload, 'base64'), type: payloadType });
    writeFileSync(at('theirs.json'), JSON.stringify(bundleToJSON(bundle), null, 2));
    const theirs = await command(repository.path, 'verify', at('theirs.json'), '--key', pub, '--commit', 'HEAD');
    expect(theirs).toMatchObject({ code: 0, err: '' });

    const bytes = Buffer.from(payload, 'base64');
    writeFileSync(
      at('signed'),
      Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `), bytes]),
    );
    const pkeyutl = ['pkeyutl', '-sign', '-inkey', key, '-in', at('signed'), '-rawin'];
    const sig = execFileSync('openssl', kind === 'Ed25519' ? pkeyutl : [...pkeyutl, '-digest', 'sha256']);
    const envelope = { payload, payloadType, signatures: [{ keyid: '', sig: sig.toString('base64') }] };
    writeFileSync(at('openssl.json'), JSON.stringify(envelope));
    expect((await command(root, 'verify', at('openssl.json'), '--key', pub)).code).toBe(0);
  });

  test('a wrong key, a cut file and a changed one each give one clear sentence and exit code 1', async () => {
    const other = at(kind === 'P-256' ? 'Ed25519-other' : 'P-256-other');
    await command(root, 'keys', 'new', '--output', other);
    const text = readFileSync(file, 'utf8');
    const [first] = bundles();
    writeFileSync(at('cut.jsonl'), text.slice(0, 2000));
    writeFileSync(at('changed.jsonl'), text.replace(/"payload":"./, '"payload":"f'));
    writeFileSync(at('half.jsonl'), `${first}\n${first!.slice(0, 500)}`);
    for (const [name, trusted, said] of [
      [file, join(other, 'countersign.pub'), 'It was signed with another key'],
      [at('cut.jsonl'), pub, 'it is cut short'],
      [at('changed.jsonl'), pub, 'was changed since'],
      [at('half.jsonl'), pub, 'Bundle 2 of 2: The bundle is not whole'],
    ] as const) {
      const { code, out, err } = await command(root, 'verify', name, '--key', trusted);
      expect({ code, err }, said).toEqual({ code: 1, err: '' });
      expect(out.replace(/\s+/g, ' ')).toContain(said);
      expect(out.match(/✗/g)).toHaveLength(1);
    }
  });
});

test('a dirty tree is not attested, and nothing is written', async () => {
  const dirty = fixtureRepository();
  dirty.commit({ files: { 'a.ts': 'let a = 1;\n' } });
  dirty.write({ 'a.ts': 'let a = 2;\n' });
  const before = readdirSync(dirty.path);
  const { code, err } = await command(
    dirty.path,
    'attest',
    '--key',
    at('P-256', 'countersign.key'),
    '--output',
    'x.jsonl',
  );
  expect(code).toBe(2);
  expect(err).toContain('Only commits are attested');
  expect(readdirSync(dirty.path)).toEqual(before);
});

test('evidence is kept as notes and as an OCI layout, and both verify', async () => {
  const key = at('P-256', 'countersign.key');
  const pub = at('P-256', 'countersign.pub');
  for (const commit of ['HEAD', 'HEAD~1']) {
    const made = await command(
      repository.path,
      'attest',
      '--commit',
      commit,
      '--key',
      key,
      '--notes',
      '--oci',
      at('oci'),
    );
    expect(made).toMatchObject({ code: 0, err: '' });
  }
  const notes = await command(repository.path, 'verify', '--notes', 'HEAD~1', '--key', pub, '--commit', 'HEAD~1');
  expect(notes).toMatchObject({ code: 0, err: '' });
  expect((await command(repository.path, 'verify', '--notes', 'HEAD', '--key', pub, '--commit', 'HEAD~1')).code).toBe(
    1,
  );
  // git itself reads the notes.
  const shown = repository.git('notes', '--ref', 'countersign-evidence', 'show', head);
  expect(shown.split('\n').filter(Boolean)).toHaveLength(3);
  const oci = await command(root, 'verify', at('oci'), '--key', pub);
  expect(oci).toMatchObject({ code: 0, err: '' });
  expect(oci.out).toContain('6 statements');
  const [blob] = readdirSync(at('oci', 'blobs', 'sha256'));
  writeFileSync(at('oci', 'blobs', 'sha256', blob!), 'changed');
  const changed = await command(root, 'verify', at('oci'), '--key', pub);
  expect(changed).toMatchObject({ code: expect.any(Number), out: '', err: expect.stringContaining('it was changed') });
  expect(changed.code).not.toBe(0);
});

test('a repository with SHA-256 is attested as well', async () => {
  const other = fixtureRepository({ objectFormat: 'sha256' });
  const commit = other.commit({ files: { 'a.ts': 'let a = 1;\n' } });
  const file = at('sha256.jsonl');
  const made = await command(
    other.path,
    'attest',
    '--commit',
    'HEAD',
    '--key',
    at('P-256', 'countersign.key'),
    '--output',
    file,
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  const { code, out } = await command(other.path, 'verify', file, '--key', at('P-256', 'countersign.pub'));
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, '')).toContain(commit);
});

test('a command line that cannot work says why', async () => {
  const pub = at('P-256', 'countersign.pub');
  const cases: [string[], string][] = [
    [['attest', '--commit', 'HEAD', '--output', 'x'], 'Name the key to sign with'],
    [['attest', '--commit', 'HEAD', '--key', pub], 'Say where the evidence goes'],
    [['attest', '--commit', 'HEAD', '--key', pub, '--output', 'x'], 'is a public key'],
    [['attest', '--commit', 'HEAD', '--key', 'none', '--output', 'x'], 'it does not exist'],
    [['verify', 'none', '--key', pub], 'it does not exist'],
    [['verify', '--key', pub], 'Name what to verify'],
    [['verify', '.', '--key', pub], 'neither an OCI image layout nor a ledger'],
    [['verify', at('P-256.jsonl'), '--key', at('P-256', 'countersign.key')], 'This is a private key'],
    [['verify', at('P-256.jsonl'), '--key', pub, '--at', 'soon'], '--at is a date'],
    [['verify', at('P-256.jsonl'), '--key', pub, '--outcome', 'good'], '--outcome is one of'],
    [['verify', at('P-256.jsonl'), '--key', pub, '--commit', 'nope'], 'there is no such commit'],
    [['verify', '--notes', 'HEAD', '--key', pub], 'No evidence is kept'],
  ];
  const fresh = fixtureRepository();
  fresh.commit({ files: { 'a.ts': 'let a = 1;\n' } });
  for (const [args, said] of cases) {
    const { code, out, err } = await command(fresh.path, ...args);
    expect({ code, out }, args.join(' ')).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
    expect(err.trim().split('\n')).toHaveLength(1);
  }
});
