import { isPayload, listAt, objectAt, type PayloadReader, textAt, told } from './payload.ts';

/** Windsurf; the action says both the phase and the kind of tool. */
export const readWindsurf: PayloadReader = (payload, event) => {
  const action = /^(pre|post)_(write_code|run_command)$/.exec(textAt(payload, 'agent_action_name') ?? event ?? '');
  if (!action) return null;
  const tool = objectAt(payload, 'tool_info');
  const path = textAt(tool, 'file_path');
  const phase = action[1] === 'pre' ? 'before' : 'after';
  const edits = listAt(tool, 'edits')
    .filter(isPayload)
    .map((edit) => ({ before: textAt(edit, 'old_string') ?? '', after: textAt(edit, 'new_string') ?? '' }));
  return {
    tool: 'windsurf',
    session: textAt(payload, 'trajectory_id') ?? 'unknown',
    ...told({
      model: textAt(payload, 'model_name', 'model'),
      cwd: textAt(tool, 'cwd'),
      call: textAt(payload, 'execution_id'),
    }),
    phase,
    paths: path === undefined ? [] : [path],
    shell: action[2] === 'run_command' || path === undefined,
    ...(phase === 'after' && edits.length > 0 ? { edits } : {}),
  };
};
