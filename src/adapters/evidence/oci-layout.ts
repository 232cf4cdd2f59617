import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const EMPTY = 'application/vnd.oci.empty.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MOST_BYTES = 64 * 1024 * 1024;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * Adds bundles (one a line) to an OCI image layout, each as an artifact of its own as registries keep Sigstore bundles, so that
 * any client pushes them. The index is written last and at once: whoever stops in between leaves the old one.
 *
 * @throws CountersignError `path/not-writable`
 */
export function writeOciLayout(
  folder: string,
  bundles: string,
  about: { readonly commit: string; readonly at: string },
): void {
  try {
    mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
    const config = putBlob(folder, '{}', EMPTY);
    const manifests = readIndex(folder);
    for (const bundle of bundles.split('\n').filter(Boolean)) {
      const layer = putBlob(folder, bundle, BUNDLE);
      const annotations = {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'org.opencontainers.image.created': about.at,
        'org.opencontainers.image.revision': about.commit,
      };
      const manifest = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType: BUNDLE,
        config,
        layers: [layer],
        annotations,
      };
      const descriptor = { ...putBlob(folder, canonicalJson(manifest), MANIFEST), artifactType: BUNDLE, annotations };
      if (!manifests.some(({ digest }) => digest === descriptor.digest)) manifests.push(descriptor);
    }
    writeAside(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    writeAside(join(folder, 'index.json'), canonicalJson({ schemaVersion: 2, mediaType: INDEX, manifests }));
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    throw new CountersignError('path/not-writable', `Cannot write ${folder}: ${reasonOf(cause)}.`, { cause });
  }
}

/** Whether a folder is an OCI image layout. */
export function isOciLayout(folder: string): boolean {
  return existsSync(join(folder, 'oci-layout')) && existsSync(join(folder, 'index.json'));
}

/** The bundles of a layout, one a line; throws `config/not-valid` where a blob is missing or is not what its digest says. */
export function readOciLayout(folder: string): string {
  const lines: string[] = [];
  for (const { digest, artifactType } of readIndex(folder)) {
    if (artifactType !== BUNDLE) continue;
    const manifest = JSON.parse(getBlob(folder, digest)) as { layers?: readonly Descriptor[] };
    for (const layer of manifest.layers ?? []) {
      if (layer.mediaType === BUNDLE) lines.push(getBlob(folder, layer.digest));
    }
  }
  return `${lines.join('\n')}\n`;
}

function readIndex(folder: string): Descriptor[] {
  const path = join(folder, 'index.json');
  if (!existsSync(path)) return [];
  try {
    const { manifests } = JSON.parse(readFileSync(path, 'utf8')) as { manifests?: unknown };
    if (Array.isArray(manifests) && manifests.every((one) => typeof one?.digest === 'string')) return manifests;
  } catch {
    // Told below.
  }
  throw new CountersignError('config/not-valid', `${path} is not the index of an OCI image layout.`);
}

function putBlob(folder: string, text: string, mediaType: string): Descriptor {
  const digest = sha256(text);
  const path = join(folder, 'blobs', 'sha256', digest);
  if (!existsSync(path)) writeAside(path, text);
  return { mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}

function getBlob(folder: string, digest: string): string {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
  const path = hex === undefined ? null : join(folder, 'blobs', 'sha256', hex);
  if (path === null || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CountersignError('config/not-valid', `The blob ${digest.slice(0, 80)} is not in ${folder}.`);
  }
  if (statSync(path).size > MOST_BYTES) throw new CountersignError('config/not-valid', `${path} is larger than 64 MB.`);
  const bytes = readFileSync(path);
  if (sha256(bytes) !== hex)
    throw new CountersignError('config/not-valid', `${path} is not what its name says: it was changed.`);
  return bytes.toString('utf8');
}

function writeAside(path: string, text: string): void {
  const aside = `${path}.${process.pid}.part`;
  const handle = openSync(aside, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, path);
}
