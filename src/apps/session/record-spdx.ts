import { createHash } from 'node:crypto';
import { openRepository } from '../../adapters/git/repository.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { type AttributedFile, recordSpdx } from '../../report/record-spdx.ts';
import { treeAuthors } from './tree-authors.ts';

/** The lines of assistants at HEAD as an SPDX document; a file that cannot be read is not in it. */
export async function spdxOfHead(cwd: string, signal: AbortSignal): Promise<string> {
  const repository = await openRepository(cwd, { signal });
  try {
    const { change, attributions } = await treeAuthors(repository, 'HEAD', signal);
    const head = change.head.sha;
    if (head === undefined) throw new CountersignError('git/unknown-revision', 'There is no commit yet.');
    const assisted = attributions.filter(({ contributor }) => contributor === 'ai' || contributor === 'mixed');
    const paths = new Set(assisted.map(({ path }) => path));
    const wanted = change.files.flatMap(({ path, blob }) =>
      blob !== undefined && paths.has(path) ? [{ path, blob }] : [],
    );
    const contents = await repository.read(wanted, signal);
    const files = wanted.flatMap(({ path, blob }): AttributedFile[] => {
      const content = contents.get(blob);
      if (!content || !('bytes' in content)) return [];
      return [
        {
          path,
          sha1: createHash('sha1').update(content.bytes).digest('hex'),
          offsets: offsetsOf(content.bytes),
          attributions: assisted.filter((attribution) => attribution.path === path),
        },
      ];
    });
    const at = change.commits.find(({ sha }) => sha === head)?.at ?? new Date(0).toISOString();
    return recordSpdx({ repository: change.repo, head, at, version: VERSION, files });
  } finally {
    repository.close();
  }
}

function offsetsOf(bytes: Uint8Array): number[] {
  const offsets = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) offsets.push(at + 1);
  if (offsets.at(-1) !== bytes.length) offsets.push(bytes.length);
  return offsets;
}
