import { compileGlobs, type GlobMatcher } from '../lib/glob.ts';
import { gitBlobId } from '../lib/hash.ts';
import { POLICY_PATH, starterPolicy } from '../lib/starter-policy.ts';
import { GITHUB_WORKFLOW_PATH, githubWorkflow } from '../lib/workflow.ts';
import type { ChangedFile } from '../model/change.ts';
import type { Tier, TierRule } from '../model/policy.ts';
import { TIERS } from '../model/policy.ts';

/** How much a mistake in a file would cost, by its path. */
export interface Tiers {
  ofPath(path: string): Tier;
  /** As `ofPath`; a renamed file counts as the stricter of both places, so that moving it away does not hide it. */
  of(file: ChangedFile): Tier;
  /** One sentence: which tier, and which pattern said so. */
  explain(path: string): string;
}

/** Paths that are remembered for one policy. */
const MOST_KNOWN = 100_000;

const ready = new WeakMap<readonly TierRule[], Tiers>();

/**
 * The first rule that matches decides; case does not count, since file systems differ in it. Rules that were read before
 * are not compiled again: a replay asks the same policy a hundred thousand times.
 */
export function readTiers(rules: readonly TierRule[]): Tiers {
  let tiers = ready.get(rules);
  if (tiers === undefined) {
    tiers = compile(rules);
    ready.set(rules, tiers);
  }
  return tiers;
}

function compile(rules: readonly TierRule[]): Tiers {
  const compiled = rules.map(({ tier, paths }) => ({ tier, globs: compileGlobs(paths, { ignoreCase: true }) }));
  const known = new Map<string, Tier>();
  const find = (path: string): { tier: Tier; globs: GlobMatcher } | undefined =>
    compiled.find(({ globs }) => globs.test(path));
  const ofPath = (path: string): Tier => {
    let tier = known.get(path);
    if (tier === undefined) {
      if (known.size >= MOST_KNOWN) known.clear();
      tier = find(path)?.tier ?? 'standard';
      known.set(path, tier);
    }
    return tier;
  };
  return {
    ofPath,
    of(file) {
      const tier = isOwnText(file) ? 'standard' : ofPath(file.path);
      if (file.status !== 'renamed' || file.previousPath === undefined) return tier;
      const previous = ofPath(file.previousPath);
      return TIERS.indexOf(previous) > TIERS.indexOf(tier) ? previous : tier;
    },
    explain(path) {
      const found = find(path);
      if (found === undefined) return `${path} is standard: no tier names it.`;
      const pattern = found.globs.decidedBy(path);
      return `${path} is ${found.tier}: ${pattern === null ? 'no exception names it' : `it matches ${pattern}`}.`;
    },
  };
}

/** Text that `countersign init` wrote, byte for byte: reviewed with Countersign itself, so not a critical change. */
function isOwnText({ path, blob, mode, status }: ChangedFile): boolean {
  if (blob === undefined || mode !== '100644' || status === 'renamed') return false;
  if (path === GITHUB_WORKFLOW_PATH) return blobsOf('workflow').includes(blob);
  // In place of a policy of the team's own it would be a change of policy.
  return path === POLICY_PATH && status === 'added' && blobsOf('policy').includes(blob);
}

const ownText = { workflow: githubWorkflow, policy: starterPolicy } as const;
const blobs = new Map<keyof typeof ownText, readonly string[]>();

/** Ids in repositories of both object formats. */
function blobsOf(which: keyof typeof ownText): readonly string[] {
  let known = blobs.get(which);
  if (known === undefined) {
    known = [gitBlobId(ownText[which](), 'sha1'), gitBlobId(ownText[which](), 'sha256')];
    blobs.set(which, known);
  }
  return known;
}
