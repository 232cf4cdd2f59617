import { listAt, objectAt, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['write_to_file', 'replace_in_file', 'apply_patch', 'new_rule', 'apply_diff', 'insert_content']),
  run: new Set(['execute_command', 'use_mcp_tool']),
};

/** Cline; the tool stands in a member named after the hook, and older versions put it at the top. */
export const readCline: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'hookName', 'hook_event_name') ?? event ?? '';
  if (name !== 'PreToolUse' && name !== 'PostToolUse') return null;
  const use = objectAt(payload, name === 'PreToolUse' ? 'preToolUse' : 'postToolUse');
  const reach =
    reachOf(textAt(use, 'toolName', 'tool'), objectAt(use, 'parameters'), TOOLS) ??
    reachOf(textAt(payload, 'toolName', 'tool_name'), objectAt(payload, 'parameters'), TOOLS);
  if (!reach) return null;
  const root = listAt(payload, 'workspaceRoots')[0];
  const model = textAt(payload, 'model') ?? textAt(objectAt(payload, 'model'), 'slug', 'id');
  return {
    tool: 'cline',
    session: textAt(payload, 'taskId', 'task_id') ?? 'unknown',
    ...told({ model, cwd: textAt(payload, 'cwd') ?? (typeof root === 'string' ? root : undefined) }),
    ...reach,
    phase: name === 'PreToolUse' ? 'before' : 'after',
  };
};
