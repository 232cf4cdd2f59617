import type { Person } from '../../model/change.ts';
import type { CommitFacts } from '../../model/recording.ts';

/** A commit object as git stores it; what is malformed becomes empty, since anybody can write such an object. */
export function parseCommit(sha: string, text: string): CommitFacts {
  const end = text.indexOf('\n\n');
  const header = (end < 0 ? text : text.slice(0, end)).split('\n');
  const parents: string[] = [];
  let author = '';
  let committer = '';
  for (const line of header) {
    if (line.startsWith('parent ')) parents.push(line.slice(7));
    else if (line.startsWith('author ')) author ||= line.slice(7);
    else if (line.startsWith('committer ')) committer ||= line.slice(10);
  }
  const at = new Date(Number(/> (-?\d+) [+-]\d+$/.exec(committer)?.[1]) * 1000);
  return {
    commit: {
      sha,
      author: personIn(author),
      committer: personIn(committer),
      at: Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString(),
    },
    parents,
    message: end < 0 ? '' : text.slice(end + 2),
    authored: /> (-?\d+ [+-]\d+)$/.exec(author)?.[1] ?? '',
  };
}

/** The object's text; a commit can name an encoding of its own, and one that lies is read as Latin-1. */
export function commitText(bytes: Buffer): string {
  const header = bytes.subarray(0, Math.max(0, bytes.indexOf('\n\n'))).toString('latin1');
  const encoding = /^encoding (\S+)$/m.exec(header)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function personIn(line: string): Person {
  const [, name = '', email = ''] = /^(.*?) *<([^>]*)>/.exec(line) ?? [];
  return { name, email };
}
