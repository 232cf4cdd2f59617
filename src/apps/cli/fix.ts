import { putText } from '../../adapters/fixes/put-text.ts';
import { applyFixes } from '../../analyze/apply-fixes.ts';
import { gitBlobId } from '../../lib/hash.ts';
import { decodeText } from '../../lib/text.ts';
import { unifiedDiff } from '../../lib/unified-diff.ts';
import { CountersignError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Repository } from '../../model/ports.ts';
import type { Report } from '../../model/report.ts';

/** One file of the work tree and what it becomes. */
interface FixedFile {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly diff: string;
  readonly fixed: readonly Finding[];
}

interface Fixes {
  readonly files: readonly FixedFile[];
  /** Sentences: which files were left alone, and why. */
  readonly left: readonly string[];
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What the fixes of a report's new findings make of the work tree; nothing is written. */
export async function fixesOf(
  { change, findings }: Report,
  repository: Pick<Repository, 'readAt'>,
  signal: AbortSignal,
): Promise<Fixes> {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.fix === undefined || finding.baselineState !== 'new') continue;
    byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  }
  const blobs = new Map(change.files.map(({ path, blob }) => [path, blob]));
  const files: FixedFile[] = [];
  const left: string[] = [];
  for (const [path, some] of byPath) {
    const content = await repository.readAt(null, path, signal);
    if (content === null || 'unread' in content) {
      left.push(`${path} was left alone: ${content === null ? 'it is not in the work tree' : content.unread}.`);
      continue;
    }
    const { bytes } = content;
    const decoded = decodeText(bytes);
    if (!holds(bytes, blobs.get(path))) left.push(`${path} was left alone: the work tree holds another version of it.`);
    else if ('unread' in decoded || decoded.encoding !== 'utf-8') left.push(`${path} was left alone: it is not UTF-8.`);
    else {
      const { text, applied } = applyFixes(path, decoded.text, some);
      const hasMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
      const after = Buffer.concat([Uint8Array.from(hasMark ? BYTE_ORDER_MARK : []), Buffer.from(text, 'utf8')]);
      if (text !== decoded.text) {
        const mark = hasMark ? '\ufeff' : '';
        const diff = unifiedDiff(path, mark + decoded.text, mark + text);
        files.push({ path, before: bytes, after, diff, fixed: applied });
      }
    }
  }
  return { files, left };
}

/** Whether these are the bytes that were judged, as they are or with the line ends that git stores. */
function holds(bytes: Uint8Array, blob: string | undefined): boolean {
  if (blob === undefined) return false;
  const algorithm = blob.length === 64 ? 'sha256' : 'sha1';
  if (gitBlobId(bytes, algorithm) === blob) return true;
  return (
    gitBlobId(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), algorithm) === blob
  );
}

/** Writes the files; gives a sentence for each, also for one that could not be written. */
export function writeFixes(top: string, { files, left }: Fixes): string[] {
  const told = [...left];
  for (const { path, before, after, fixed } of files) {
    const rules = [...new Set(fixed.map(({ ruleId }) => ruleId))].join(', ');
    try {
      putText(top, path, before, after);
      told.push(`Fixed ${path}: ${rules}.`);
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      told.push(error.message);
    }
  }
  return told;
}
