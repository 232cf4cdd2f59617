import { listAt, type PayloadReader, textAt, told } from './payload.ts';

/**
 * Any other tool: `{event: "start"|"before"|"after", tool, session, model?, call?, cwd?, paths?: [], shell?: true}`.
 * Send `before` and `after` around each edit; without paths, or with `shell`, every changed file is compared.
 */
export const readGeneric: PayloadReader = (payload, event) => {
  const phase = textAt(payload, 'event') ?? event;
  const tool = textAt(payload, 'tool');
  if (tool === undefined || (phase !== 'start' && phase !== 'before' && phase !== 'after')) return null;
  const paths = listAt(payload, 'paths').filter((path) => typeof path === 'string');
  return {
    tool: tool.toLowerCase(),
    session: textAt(payload, 'session') ?? 'unknown',
    ...told({ model: textAt(payload, 'model'), call: textAt(payload, 'call'), cwd: textAt(payload, 'cwd') }),
    phase,
    paths,
    shell: phase !== 'start' && (payload.shell === true || paths.length === 0),
  };
};
