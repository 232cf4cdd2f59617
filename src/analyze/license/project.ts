import { decodeText } from '../../lib/text.ts';
import type { Repository } from '../../model/ports.ts';
import { licenseOfText } from './detect.ts';

const LICENSE_FILES = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'COPYING'];

/** SPDX ids that the project gives itself at a revision (its base, never the change): licence file, else package.json. */
export async function projectLicenses(
  repository: Pick<Repository, 'readAt'>,
  revision: string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const textAt = async (path: string): Promise<string | null> => {
    const content = revision === null ? null : await repository.readAt(revision, path, signal);
    const decoded = content !== null && 'bytes' in content ? decodeText(content.bytes) : null;
    return decoded !== null && 'text' in decoded ? decoded.text : null;
  };
  for (const path of LICENSE_FILES) {
    const text = await textAt(path);
    const license = text === null ? null : licenseOfText(text);
    if (license !== null) return [license.expression];
  }
  const named = /"license"\s*:\s*"([\w.+() -]{2,60})"/.exec((await textAt('package.json')) ?? '');
  return named === null || named[1] === 'UNLICENSED' ? [] : [named[1]!];
}
