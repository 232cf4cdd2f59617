import { resolve } from 'node:path';
import { applyEdits } from '../../adapters/setup/edit.ts';
import { isInside, locate } from '../../adapters/setup/place.ts';
import { isPersonal, planSetup, type SetupChoice } from '../../adapters/setup/plan.ts';
import { CountersignError } from '../../model/error.ts';
import { askYes } from './ask.ts';
import type { ExitCode, Globals } from './program.ts';
import { previewEdits, shortPath } from './setup-preview.ts';

export interface InitOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly policy: boolean;
  readonly hooks: boolean;
  readonly ci: SetupChoice['ci'];
  readonly assistants: boolean;
}

/** Sets up policy, hooks and CI: shows what will be written, asks, writes all of it or nothing. */
export async function initCommand(options: InitOptions, { cwd, terminal }: Globals): Promise<ExitCode> {
  const place = await locate(cwd);
  const runtime = { node: process.execPath, cli: resolve(process.argv[1] ?? '') };
  const { edits, notes } = await planSetup(place, options, runtime);
  const told = notes.map((note) => `note    ${note}\n`).join('');
  if (edits.length === 0) {
    terminal.out(`${told}Everything is set up already; nothing to change.\n`);
    return 0;
  }
  terminal.out(`${previewEdits(edits, place.top)}${told}`);
  if (options.dryRun === true) {
    terminal.out('Nothing was written (--dry-run).\n');
    return 0;
  }
  if (options.yes !== true) {
    const answer = await askYes('Write this?', terminal);
    if (answer === null) {
      const sentence = 'Nobody can be asked, since stdin is not a terminal; nothing was written. Add --yes to agree.';
      throw new CountersignError('usage/bad-argument', sentence);
    }
    if (!answer) {
      terminal.out('Nothing was written.\n');
      return 0;
    }
  }
  await applyEdits(place, edits);
  const shared = edits
    .filter((edit) => edit.kind === 'put' && !isInside(place.common, edit.path) && !isPersonal(edit.path))
    .map((edit) => (edit.kind === 'put' ? shortPath(edit.path, place.top) : ''));
  const next = shared.length === 0 ? '' : ` Commit ${shared.join(', ')} so that the team has them.`;
  const remotes = edits.flatMap((edit) =>
    edit.kind === 'config' && edit.key.endsWith('.fetch') ? [edit.key.slice('remote.'.length, -'.fetch'.length)] : [],
  );
  if (remotes.length > 0) {
    const { fetchAtInit } = await import('./provenance-record.ts');
    for (const sentence of await fetchAtInit([...new Set(remotes)], { cwd, terminal, cache: true }))
      terminal.out(`${sentence}\n`);
  }
  terminal.out(`Set up.${next} \`countersign uninstall\` puts everything back.\n`);
  return 0;
}
