import { objectOf, parseJsonWithComments, textsOf } from './json-with-comments.ts';

/** What a settings file lets an assistant do unasked, and what it forbids. */
export interface Permissions {
  readonly mode: string | null;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Folders beside the repository that the assistant may work in. */
  readonly folders: readonly string[];
}

export interface Hook {
  readonly event: string;
  readonly command: string;
}

/** The permissions of a settings file in JSON; empty lists where it says nothing. */
export function permissionsIn(text: string): Permissions {
  const root = objectOf(parseJsonWithComments(text));
  const own = objectOf(root.permissions);
  const mode = own.defaultMode ?? root.approvalMode;
  return {
    mode: typeof mode === 'string' ? mode : null,
    allow: [...textsOf(own.allow), ...textsOf(root.allowedTools), ...textsOf(objectOf(root.tools).allowed)],
    deny: [...textsOf(own.deny), ...textsOf(objectOf(root.tools).exclude), ...textsOf(root.excludeTools)],
    folders: [...textsOf(own.additionalDirectories), ...textsOf(root.includeDirectories)],
  };
}

const MOST = 500;

/** The commands that run by themselves at an event, in the forms that Claude Code, Cursor, Codex and Gemini share. */
export function hooksIn(text: string): Hook[] {
  const hooks: Hook[] = [];
  for (const [event, value] of Object.entries(objectOf(objectOf(parseJsonWithComments(text)).hooks))) {
    const entries: unknown[] = Array.isArray(value) ? [...value] : [];
    while (entries.length > 0 && hooks.length < MOST) {
      const entry = objectOf(entries.shift());
      const command = entry.command ?? entry.bash;
      if (typeof command === 'string') hooks.push({ event, command });
      if (Array.isArray(entry.hooks)) entries.push(...entry.hooks.slice(0, MOST));
    }
  }
  return hooks;
}
