import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { LinePrints } from '../../model/journal.ts';

const RADIX = 0x400_0000;
const LONGEST = 0x7ff;
const IV_BYTES = 16;
const LINE_BYTES = 8;

/** Eight bytes a line, encrypted: what lies on disk says nothing without the clone's secret. Base64. */
export function sealPrints({ hash, size, trivial }: LinePrints, key: Uint8Array): string {
  const packed = Buffer.alloc(hash.length * LINE_BYTES);
  for (let i = 0; i < hash.length; i++) {
    const high = Math.floor(hash[i]! / RADIX);
    const low = hash[i]! - high * RADIX;
    const length = Math.min(size[i]!, LONGEST);
    packed.writeUInt32LE((high | ((length & 0x3f) << 26)) >>> 0, i * LINE_BYTES);
    packed.writeUInt32LE((low | ((length >>> 6) << 26) | (trivial[i]! << 31)) >>> 0, i * LINE_BYTES + 4);
  }
  const iv = randomBytes(IV_BYTES);
  return Buffer.concat([iv, createCipheriv('aes-256-ctr', key, iv).update(packed)]).toString('base64');
}

/** Undefined for text that is no sealed prints; a changed byte cannot be noticed, and only makes lines unequal. */
export function openPrints(text: string, key: Uint8Array): LinePrints | undefined {
  const sealed = Buffer.from(text, 'base64');
  const length = sealed.length - IV_BYTES;
  if (length < 0 || length % LINE_BYTES !== 0) return undefined;
  const packed = createDecipheriv('aes-256-ctr', key, sealed.subarray(0, IV_BYTES)).update(sealed.subarray(IV_BYTES));
  const lines = length / LINE_BYTES;
  const prints = { hash: new Float64Array(lines), size: new Uint16Array(lines), trivial: new Uint8Array(lines) };
  for (let i = 0; i < lines; i++) {
    const first = packed.readUInt32LE(i * LINE_BYTES);
    const second = packed.readUInt32LE(i * LINE_BYTES + 4);
    prints.hash[i] = (first & 0x3ff_ffff) * RADIX + (second & 0x3ff_ffff);
    prints.size[i] = (first >>> 26) | (((second >>> 26) & 0x1f) << 6);
    prints.trivial[i] = second >>> 31;
  }
  return prints;
}
