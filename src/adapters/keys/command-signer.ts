import { type ChildProcess, spawn } from 'node:child_process';
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { decodeBase64 } from '../../lib/base64.ts';
import { CountersignError } from '../../model/error.ts';
import type { Signer } from '../../model/ports.ts';
import { keyIdOf } from './file-signer.ts';

const MOST_OUTPUT = 16_384;
const PATIENCE_MS = 60_000;

/**
 * Signs with a command of the user's own (a PKCS#11 token, a key service): it gets the bytes on stdin and gives the signature on
 * stdout, raw or as base64; P-256 may also be `r || s` as tokens give it. What does not verify with the public key is refused
 * at once. The command comes from the command line alone, never from a repository.
 */
export function commandSigner(command: string, publicKeyText: string): Signer {
  let key: KeyObject;
  try {
    key = createPublicKey(publicKeyText);
  } catch (cause) {
    throw new CountersignError('key/not-usable', 'A signing command needs the public key that it signs for.', {
      cause,
    });
  }
  const isCurve = key.asymmetricKeyType === 'ec';
  return {
    keyId: keyIdOf(key),
    async sign(bytes, signal) {
      const output = await run(command, bytes, signal);
      for (const signature of spellings(output, isCurve)) {
        if (verify(isCurve ? 'sha256' : null, bytes, key, signature)) return signature;
      }
      const why = output.length === 0 ? 'it gave nothing' : 'what it gave does not fit the public key';
      throw new CountersignError('key/not-usable', `The signing command gave no signature: ${why}.`);
    },
  };
}

/** The same signature as the forms in which commands give it. */
function spellings(output: Buffer, isCurve: boolean): readonly Uint8Array[] {
  const decoded = decodeBase64(output.toString('latin1').replace(/\s+/g, ''));
  const raw = decoded === null ? [output] : [output, decoded];
  return isCurve ? raw.flatMap((one) => (one.length === 64 ? [one, asDer(one)] : [one])) : raw;
}

/** `r || s`, 32 bytes each, as the DER that ECDSA signatures travel in. */
function asDer(raw: Uint8Array): Uint8Array {
  const parts = [raw.subarray(0, 32), raw.subarray(32)].map((part) => {
    let start = 0;
    while (start < 31 && part[start] === 0) start++;
    const number = part.subarray(start);
    const positive = number[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), number]) : Buffer.from(number);
    return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function run(command: string, input: Uint8Array, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A group of its own: what the shell started must end with it.
    const child = spawn(command, {
      shell: true,
      stdio: 'pipe',
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const output: Buffer[] = [];
    let size = 0;
    let errors = '';
    const finish = (end: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const fail = (why: string, cause?: unknown) => {
      stop(child);
      finish(() => reject(new CountersignError('key/not-usable', `The signing command failed: ${why}.`, { cause })));
    };
    const onAbort = () => fail('it was interrupted');
    const timer = setTimeout(() => fail('it took longer than a minute'), PATIENCE_MS);
    signal.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_OUTPUT) output.push(chunk);
      else fail('it gave more than a signature');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < MOST_OUTPUT) errors += chunk.toString('utf8');
    });
    // A command that does not read its input is judged by its answer.
    child.stdin.on('error', () => {});
    child.on('error', (cause) => fail(cause.message, cause));
    child.on('close', (code, ended) => {
      const said = errors.trim().split('\n').at(-1) ?? '';
      if (code === 0) finish(() => resolve(Buffer.concat(output)));
      else fail(`it ended with ${code ?? ended}${said === '' ? '' : `: ${said.slice(0, 200)}`}`);
    });
    child.stdin.end(input);
  });
}

function stop(child: ChildProcess): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It ended in between.
  }
}
