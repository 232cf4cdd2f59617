import { gzipSync } from 'node:zlib';
import type { Requester, Unanswered } from '../request.ts';

/** What GitHub takes of a compressed file. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Hands the SARIF file to code scanning, compressed and in base64 as it wants it. */
export async function uploadSarif(
  api: Requester,
  repository: string,
  upload: { readonly head: string; readonly ref: string | undefined; readonly sarif: string },
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly sentence: string } | Unanswered> {
  const { head, ref, sarif } = upload;
  if (ref === undefined) return { ok: false, status: null, reason: 'GITHUB_REF is not set' };
  const packed = gzipSync(sarif);
  if (packed.length > MOST_BYTES) return { ok: false, status: null, reason: 'it is larger than 10 MB when compressed' };
  const body = { commit_sha: head, ref, sarif: packed.toString('base64'), tool_name: 'countersign' };
  const reply = await api.send('POST', `repos/${repository}/code-scanning/sarifs`, body, signal);
  return reply.ok ? { ok: true, sentence: 'its results in code scanning' } : reply;
}
