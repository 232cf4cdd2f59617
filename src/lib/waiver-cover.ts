import type { Finding } from '../model/finding.ts';
import { compileGlobs } from './glob.ts';

/**
 * What a waiver speaks for. Each of `covers` is a fingerprint, a rule, a glob of paths, or one of the first two `in GLOB` (a
 * fingerprint alone also covers a copy of the place in another file); `**` is every finding. `!` takes nothing back here.
 */
export function waiverCover(covers: readonly string[]): (finding: Finding) => boolean {
  const plain = new Set(covers);
  const everywhere = compileGlobs(covers.filter((cover) => !cover.startsWith('!') && !cover.includes(' in ')));
  const inPlaces = new Map<string, string[]>();
  for (const cover of covers) {
    const [, what, glob] = /^(\S+) in (.+)$/.exec(cover) ?? [];
    if (what !== undefined && !glob!.startsWith('!')) inPlaces.set(what, [...(inPlaces.get(what) ?? []), glob!]);
  }
  const places = new Map([...inPlaces].map(([what, globs]) => [what, compileGlobs(globs)]));
  return ({ ruleId, path, partialFingerprints }) =>
    everywhere.test(path) ||
    [ruleId, ...Object.values(partialFingerprints)].some(
      (name) => plain.has(name) || places.get(name)?.test(path) === true,
    );
}
