import type { AssistantEvent } from '../../model/journal.ts';

/** A hook's payload as parsed JSON; anything may be missing, of another type, or from a newer version. */
export type Payload = Readonly<Record<string, unknown>>;

/** Reads one assistant's payload; null for an event that changes no file. `event` is what the command line said. */
export type PayloadReader = (payload: Payload, event?: string) => AssistantEvent | null;

export const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is an object; empty where it is not. */
export function objectAt(payload: Payload, key: string): Payload {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return isPayload(value) ? value : {};
}

/** The first of these members that is text and not empty. */
export function textAt(payload: Payload, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

export function listAt(payload: Payload, key: string): readonly unknown[] {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** Leaves out what the payload did not tell. */
export function told(members: { model?: string | undefined; call?: string | undefined; cwd?: string | undefined }) {
  const { model, call, cwd } = members;
  return {
    ...(model === undefined ? {} : { model }),
    ...(call === undefined ? {} : { call }),
    ...(cwd === undefined ? {} : { cwd }),
  };
}

/** What a tool may change, by its name: files that its input names, or anything. Undefined: it changes nothing. */
export interface Reach {
  readonly paths: readonly string[];
  readonly shell: boolean;
}

const PATH_KEYS = ['file_path', 'filePath', 'path', 'notebook_path', 'absolute_path', 'target_file', 'filename'];

/** The reach of a tool, where names (in lower case) say which tools write, patch or run. */
export function reachOf(
  name: string | undefined,
  input: Payload,
  tools: { readonly write: ReadonlySet<string>; readonly run: ReadonlySet<string> },
): Reach | undefined {
  const tool = name?.toLowerCase() ?? '';
  if (tools.run.has(tool)) {
    const patched = patchedPaths(textAt(input, 'command', 'input', 'patch') ?? '');
    return { paths: patched, shell: true };
  }
  if (!tools.write.has(tool)) return undefined;
  const named = textAt(input, ...PATH_KEYS);
  const patch = textAt(input, 'patch', 'patchText', 'input', 'command', 'patch_text');
  const paths = named === undefined ? patchedPaths(patch ?? '') : [named];
  return { paths, shell: paths.length === 0 };
}

/** The files that a patch in the form of `apply_patch` names. */
export function patchedPaths(patch: string): string[] {
  const paths: string[] = [];
  for (const [, path] of patch.matchAll(/^\*\*\* (?:(?:Update|Add|Delete) File|Move to): (.+)$/gm)) {
    if (path !== undefined) paths.push(path.trim());
  }
  return paths;
}
