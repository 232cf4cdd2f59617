/** One line of a CODEOWNERS file. */
export interface Ownership {
  /** As `lib/glob` reads it. */
  readonly glob: string;
  /** `@account`, `@organisation/team` or an address, in lower case. */
  readonly owners: readonly string[];
}

const MOST_LINES = 20_000;

/** Lines of a CODEOWNERS file in their order: the last that matches a path decides, and one without owners gives it to nobody. */
export function readCodeOwners(text: string): readonly Ownership[] {
  return text
    .split('\n', MOST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [pattern, ...rest] = line.match(/(?:\\.|[^\\\s])+/g) ?? [];
      // A negation and a set are mistakes there, and the line counts for nothing.
      if (pattern === undefined || pattern.startsWith('!') || pattern.includes('[')) return [];
      const comment = rest.findIndex((word) => word.startsWith('#'));
      const owners = comment === -1 ? rest : rest.slice(0, comment);
      return [{ glob: globOf(pattern), owners: owners.map((owner) => owner.toLowerCase()) }];
    });
}

/** The paths that one of these names owns, as globs of which the last that matches decides. */
export function ownedBy(lines: readonly Ownership[], names: ReadonlySet<string>): readonly string[] {
  const globs = lines.map(({ glob, owners }) => (owners.some((owner) => names.has(owner)) ? glob : `!${glob}`));
  const first = globs.findIndex((glob) => !glob.startsWith('!'));
  return first === -1 ? [] : globs.slice(first);
}

/** A folder that is named without its place is that folder anywhere; braces are no choice there. */
function globOf(pattern: string): string {
  const plain = pattern.replace(/[{}]/g, '\\$&');
  return /^[^/]+\/$/.test(plain) ? `**/${plain}` : plain;
}
