import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ASSISTANT_HOOKS } from '../../lib/assistant-hooks.ts';
import { HOOKS } from '../../lib/hook-script.ts';
import { POLICY_PATH, starterPolicy } from '../../lib/starter-policy.ts';
import { GITHUB_WORKFLOW_PATH, githubWorkflow } from '../../lib/workflow.ts';
import { personalFiles, planAssistants } from './assistants.ts';
import type { Edit } from './edit.ts';
import { planExclude } from './exclude.ts';
import { type Part, planHooks, put, type Runtime } from './hooks.ts';
import { readManifest, spotOf } from './manifest.ts';
import type { Place } from './place.ts';
import { planRecordFetch } from './records.ts';
import { digestOf, newFile, stateOf } from './state.ts';

/** What the user wants; `ci: 'auto'` writes the workflow unless every remote is somewhere else than on GitHub. */
export interface SetupChoice {
  readonly policy: boolean;
  readonly hooks: boolean;
  readonly ci: 'auto' | 'github' | 'none';
  readonly assistants: boolean;
}

/** Everything that `init` would do; reads, and writes nothing. */
export async function planSetup(place: Place, choice: SetupChoice, runtime: Runtime): Promise<Part> {
  const hooks = choice.hooks ? planHooks(place, HOOKS, runtime) : NOTHING;
  const assistants = choice.assistants ? planAssistants(place, ASSISTANT_HOOKS) : NOTHING;
  const personal = [
    ...hooks.edits.flatMap((edit) => (edit.kind === 'put' && isPersonal(edit.path) ? [edit.path] : [])),
    ...(choice.assistants ? personalFiles(place, ASSISTANT_HOOKS) : []).map((path) => join(place.top, path)),
  ];
  const parts = [
    choice.policy ? starter(place, POLICY_PATH, starterPolicy()) : NOTHING,
    hooks,
    choice.hooks ? await planRecordFetch(place) : NOTHING,
    assistants,
    await planExclude(place, personal),
    ci(place, choice.ci),
  ];
  return { edits: parts.flatMap((part) => part.edits), notes: parts.flatMap((part) => part.notes) };
}

/** True for a file of one person, which is not to be committed. */
export function isPersonal(path: string): boolean {
  return /[./]lefthook-local\.ya?ml$|[/\\]\.claude[/\\]settings\.local\.json$/.test(path);
}

const NOTHING: Part = { edits: [], notes: [] };

/** A file that is the team's once it is written: made where there is none, renewed only when nobody changed it. */
function starter(place: Place, way: string, text: string): Part {
  const path = join(place.top, way);
  const before = stateOf(path);
  const after = newFile(text, 0o644);
  if (before.kind === 'absent') return { edits: put(path, after), notes: [] };
  if (before.kind === 'file' && before.bytes.equals(Buffer.from(text))) return NOTHING;
  const at = spotOf(place, path);
  const entry = readManifest(place)?.entries.find((each) => each.kind === 'file' && each.at === at);
  const untouched = entry?.kind === 'file' && entry.after === digestOf(before);
  if (untouched) return { edits: [{ kind: 'put', path, before, after }] satisfies Edit[], notes: [] };
  return { edits: [], notes: [`${way} is there already and is left as it is.`] };
}

function ci(place: Place, choice: SetupChoice['ci']): Part {
  if (choice === 'none') return NOTHING;
  const elsewhere = place.remotes.length > 0 && !place.remotes.some((url) => /github/i.test(url));
  if (choice === 'auto' && elsewhere && !existsSync(join(place.top, '.github'))) {
    const note = 'No remote is on GitHub, so no workflow is written (`--ci github` writes it all the same).';
    return { edits: [], notes: [`${note} Any CI can run \`npx countersign check BASE...HEAD\`.`] };
  }
  return starter(place, GITHUB_WORKFLOW_PATH, githubWorkflow());
}
