import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { HookSpec } from '../../lib/hook-script.ts';
import type { Edit } from './edit.ts';
import type { Place } from './place.ts';
import { newFile, stateOf, textOf, withText } from './state.ts';

const FOLDERS = ['', '.config/'];
const DOTS = ['', '.'];
const EXTENSIONS = ['yml', 'yaml', 'json', 'jsonc', 'toml'];

/**
 * How lefthook is asked to run one of our hooks: by its own personal file `lefthook-local.yml`, since it writes hook
 * files anew whenever its configuration changes. Null where lefthook does not run this hook.
 */
export function lefthookEdits(
  place: Place,
  hook: HookSpec,
  installed: string,
): { edits: readonly Edit[]; notes: readonly string[] } | null {
  const main = find(place.top, 'lefthook');
  const configured = main !== null && mayConfigure(textOf(stateOf(main)) ?? '', hook.name);
  if (!configured && !installed.includes('call_lefthook')) return null;
  const run = `hook="$(git rev-parse --git-common-dir)/countersign/hooks/${hook.name}"; [ ! -x "$hook" ] || "$hook" "{1}"`;
  const local = find(place.top, 'lefthook-local') ?? join(place.top, `${prefixOf(place.top, main)}lefthook-local.yml`);
  if (!/\.ya?ml$/.test(local)) {
    const note = `lefthook is configured in ${local}, which is not YAML: add a ${hook.name} command yourself that runs: ${run}`;
    return { edits: [], notes: [note] };
  }
  const before = stateOf(local);
  if (before.kind === 'link' || before.kind === 'other') {
    return {
      edits: [],
      notes: [`${local} is not a plain file: add a ${hook.name} command yourself that runs: ${run}`],
    };
  }
  const text = textOf(before);
  const document = parseDocument(text === null ? '' : Buffer.from(text, 'latin1').toString('utf8'));
  if (document.errors.length > 0) {
    return { edits: [], notes: [`${local} cannot be read as YAML; its ${hook.name} hook was not set up.`] };
  }
  const key = [hook.name, 'commands', 'countersign'];
  const wanted = hook.stdin ? { run, use_stdin: true } : { run };
  const node = document.getIn(key);
  const standing = node !== null && typeof node === 'object' && 'toJSON' in node ? JSON.stringify(node) : '';
  if (standing === JSON.stringify(wanted)) return { edits: [], notes: [] };
  document.setIn(key, document.createNode(wanted));
  if (text === null) {
    document.commentBefore =
      ' Personal settings of lefthook, written by `countersign init`; keep this file out of git.';
  }
  const written = document.toString({ lineWidth: 0 });
  const after =
    before.kind === 'file' ? withText(before, Buffer.from(written).toString('latin1')) : newFile(written, 0o644);
  return { edits: [{ kind: 'put', path: local, before, after }], notes: [] };
}

function find(top: string, name: string): string | null {
  for (const folder of FOLDERS) {
    for (const dot of DOTS) {
      for (const extension of EXTENSIONS) {
        const path = join(top, `${folder}${dot}${name}.${extension}`);
        if (existsSync(path)) return path;
      }
    }
  }
  return null;
}

/** A configuration that takes in others may say anything. */
function mayConfigure(text: string, hook: string): boolean {
  return text.includes(hook) || /\b(extends|remotes?)\b/.test(text);
}

/** The folder and the dot that the main file has, so that lefthook finds both by one rule. */
function prefixOf(top: string, main: string | null): string {
  return main === null ? '' : main.slice(top.length + 1).replace(/lefthook\.\w+$/, '');
}
