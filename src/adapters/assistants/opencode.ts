import { objectAt, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['edit', 'write', 'multiedit', 'patch', 'apply_patch']),
  run: new Set(['bash']),
};

/** OpenCode has plugins, not hooks: this is what the plugin that `init` installs sends. */
export const readOpenCode: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'event') ?? event ?? '';
  const phase = name.endsWith('before') ? 'before' : name.endsWith('after') ? 'after' : undefined;
  const reach = reachOf(textAt(payload, 'tool'), objectAt(payload, 'args'), TOOLS);
  if (!phase || !reach) return null;
  return {
    tool: 'opencode',
    session: textAt(payload, 'sessionID') ?? 'unknown',
    ...told({
      model: textAt(payload, 'model'),
      cwd: textAt(payload, 'directory'),
      call: textAt(payload, 'callID'),
    }),
    ...reach,
    phase,
  };
};
