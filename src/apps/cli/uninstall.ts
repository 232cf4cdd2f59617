import { locate } from '../../adapters/setup/place.ts';
import { applyRemoval, planRemoval, type Removal } from '../../adapters/setup/remove.ts';
import { CountersignError } from '../../model/error.ts';
import { askYes } from './ask.ts';
import type { ExitCode, Globals } from './program.ts';
import { shortPath } from './setup-preview.ts';

const VERBS: Readonly<Record<Removal['action'], string>> = {
  restore: 'restore',
  remove: 'remove ',
  leave: 'leave  ',
  done: 'nothing',
};

/** Puts back what `init` changed and nobody changed since; says what it leaves alone and why. */
export async function uninstallCommand(
  options: { readonly yes?: boolean; readonly dryRun?: boolean },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const place = await locate(cwd);
  const removals = await planRemoval(place);
  if (removals === null) {
    terminal.out('Countersign is not set up here; nothing to remove.\n');
    return 0;
  }
  for (const { what, action, because } of removals) {
    if (action === 'done') continue;
    const reason = because === undefined ? '' : `: ${because}`;
    terminal.out(`${VERBS[action]} ${shortPath(what, place.top)}${reason}\n`);
  }
  if (options.dryRun === true) {
    terminal.out('Nothing was changed (--dry-run).\n');
    return 0;
  }
  if (options.yes !== true) {
    const answer = await askYes('Do this?', terminal);
    if (answer === null) {
      const sentence = 'Nobody can be asked, since stdin is not a terminal; nothing was changed. Add --yes to agree.';
      throw new CountersignError('usage/bad-argument', sentence);
    }
    if (!answer) {
      terminal.out('Nothing was changed.\n');
      return 0;
    }
  }
  await applyRemoval(place, removals);
  const left = removals.some((removal) => removal.action === 'leave');
  terminal.out(left ? 'Removed, but for what is left above.\n' : 'Removed; everything is as it was.\n');
  return 0;
}
