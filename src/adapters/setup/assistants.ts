import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ASSISTANT_MARK, type AssistantFile, type AssistantHook } from '../../lib/assistant-hooks.ts';
import { addToArray, elementTexts } from '../../lib/json-edit.ts';
import type { Edit } from './edit.ts';
import { type Part, put } from './hooks.ts';
import { isInside, type Place, real } from './place.ts';
import { newFile, stateOf, textOf, withText } from './state.ts';

/** Plans the hooks of the assistants that are used here, by what lies in the work tree or the home folder. */
export function planAssistants(place: Place, assistants: readonly AssistantHook[]): Part {
  const edits: Edit[] = [];
  const notes: string[] = [];
  for (const assistant of assistants) {
    if (!assistant.signs.some((sign) => existsSync(signPath(place, sign)))) continue;
    for (const file of assistant.files) {
      const part = planFile(place, assistant.name, file);
      edits.push(...part.edits);
      notes.push(...part.notes);
    }
  }
  return { edits, notes };
}

/** Paths of one person's own files among those that are used, from the top of the work tree. */
export function personalFiles(place: Place, assistants: readonly AssistantHook[]): readonly string[] {
  return assistants
    .filter((assistant) => assistant.signs.some((sign) => existsSync(signPath(place, sign))))
    .flatMap(({ files }) => files.flatMap((file) => (file.kind === 'json' && file.personal ? [file.path] : [])));
}

function signPath(place: Place, sign: string): string {
  return sign.startsWith('~/') ? join(process.env.HOME ?? homedir(), sign.slice(2)) : join(place.top, sign);
}

function planFile(place: Place, name: string, file: AssistantFile): Part {
  const path = join(place.top, file.path);
  const left = (why: string): Part => ({ edits: [], notes: [`${file.path} is left as it is (${name}): ${why}.`] });
  if (!isInside(place.top, real(dirname(path)))) return left('its folder is a link that leads out of the work tree');
  const before = stateOf(path);
  if (before.kind === 'link' || before.kind === 'other') return left('it is not a plain file');
  if (file.kind === 'file') {
    const blocked = stateOf(join(place.top, file.path.split('/')[0]!)).kind === 'file';
    if (blocked) return left(`${file.path.split('/')[0]} is a file, not a folder`);
    const text = textOf(before);
    if (text !== null && !text.includes(ASSISTANT_MARK)) return left('it is somebody else’s');
    return { edits: put(path, newFile(file.text, file.mode)), notes: [] };
  }
  const text = textOf(before);
  let next: string | null = text === null || text.trim() === '' ? `${JSON.stringify(file.root, null, 2)}\n` : text;
  for (const [event, element] of Object.entries(file.events)) {
    const standing = elementTexts(next, ['hooks', event]);
    if (standing.some((each) => each.includes(ASSISTANT_MARK))) continue;
    next = addToArray(next, ['hooks', event], element);
    if (next === null) return left('it is not JSON that can be added to');
  }
  const after = before.kind === 'file' ? withText(before, next) : newFile(next, 0o644);
  return next === text ? { edits: [], notes: [] } : { edits: put(path, after), notes: [] };
}
