import { objectAt, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['apply_patch', 'edit', 'write']),
  run: new Set(['bash', 'shell', 'local_shell', 'exec_command', 'shell_command', 'unified_exec', 'write_stdin']),
};

/** Codex CLI; a patch may come through its own tool or through the shell. */
export const readCodex: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'hook_event_name') ?? event ?? '';
  const known = { tool: 'codex', session: textAt(payload, 'session_id') ?? 'unknown' };
  const rest = told({ model: textAt(payload, 'model'), cwd: textAt(payload, 'cwd') });
  if (name === 'SessionStart') return { ...known, ...rest, phase: 'start', paths: [], shell: false };
  if (name !== 'PreToolUse' && name !== 'PostToolUse') return null;
  const reach = reachOf(textAt(payload, 'tool_name'), objectAt(payload, 'tool_input'), TOOLS);
  if (!reach) return null;
  const phase = name === 'PreToolUse' ? 'before' : 'after';
  return { ...known, ...rest, ...told({ call: textAt(payload, 'tool_use_id') }), ...reach, phase };
};
