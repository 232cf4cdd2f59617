import type { Judged } from '../../check.ts';
import { byPath, changedLines } from '../../decide/authorship.ts';
import { readTiers } from '../../decide/tiers.ts';
import type { Forge, Published } from '../../model/forge.ts';
import { annotations } from '../../report/annotations.ts';
import type { FailOn } from '../../report/exit-code.ts';
import { markdown } from '../../report/markdown.ts';
import { verdictWord } from '../../report/phrases.ts';
import { sarif } from '../../report/sarif.ts';
import { readingOrder } from '../../review/reading-order.ts';
import type { Terminal } from './terminal.ts';

export type ForgeName = 'github' | 'gitlab';

/** Opens the forge whose CI job this is; only the command line leads here. */
export async function openForge(name: ForgeName, env: Terminal['env'], tests: readonly string[]): Promise<Forge> {
  if (name === 'github') {
    const { openGithub } = await import('../../adapters/forge/github/github.ts');
    return openGithub(env, { tests });
  }
  const { openGitlab } = await import('../../adapters/forge/gitlab/gitlab.ts');
  return openGitlab(env, { tests });
}

/** Shows the verdict where people review, and says on stderr what was shown; the exit code does not depend on it. */
export async function publishTo(
  forge: Forge,
  judged: Judged,
  parts: ReadonlySet<Published>,
  failOn: FailOn,
  terminal: Terminal,
): Promise<void> {
  const { report, policy } = judged;
  const { change, decision } = report;
  if (change.head.kind !== 'commit' || change.head.sha === undefined) {
    terminal.err(`countersign: nothing is shown on ${forge.name}: what was judged is not a commit.\n`);
    return;
  }
  const tiers = readTiers(policy.tiers);
  const attributions = byPath(report.attributions);
  const reading = readingOrder({
    change,
    findings: report.findings,
    run: report.run,
    tierOf: (file) => tiers.of(file),
    linesOf: (file) => changedLines(file, attributions.get(file.path) ?? []),
  });
  const [decisive] = decision.reasons.filter(({ outcome }) => outcome === decision.outcome);
  const because = decision.empty ? undefined : decisive?.because[0];
  const publication = {
    outcome: decision.outcome,
    empty: decision.empty,
    head: change.head.sha,
    title: `${verdictWord(decision)}${because === undefined ? '' : `: ${because}`}`,
    comment: markdown({ ...judged, reading }, { failOn }),
    annotations: annotations(judged),
    sarif: sarif(judged, { failOn }),
  };
  const { done, failed } = await forge.publish(publication, parts, terminal.signal);
  if (done.length > 0) terminal.err(`countersign: shown on ${forge.name}: ${done.join(', ')}.\n`);
  for (const sentence of failed) terminal.err(`countersign: not shown on ${forge.name}: ${sentence}.\n`);
}
