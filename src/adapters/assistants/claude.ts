import { objectAt, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['edit', 'multiedit', 'write', 'notebookedit']),
  run: new Set(['bash', 'bashoutput', 'killshell', 'powershell']),
};
const PHASES = new Map([
  ['PreToolUse', 'before'],
  ['PostToolUse', 'after'],
  ['PostToolUseFailure', 'after'],
] as const);

/** Claude Code; the model is told at the start of a session only. */
export const readClaude: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'hook_event_name') ?? event ?? '';
  const session = textAt(payload, 'session_id') ?? 'unknown';
  const known = { tool: 'claude', session };
  const cwd = textAt(payload, 'cwd');
  const model = textAt(payload, 'model') ?? textAt(objectAt(payload, 'model'), 'id');
  if (name === 'SessionStart') return { ...known, ...told({ model, cwd }), phase: 'start', paths: [], shell: false };
  const phase = (PHASES as ReadonlyMap<string, 'before' | 'after'>).get(name);
  const reach = reachOf(textAt(payload, 'tool_name'), objectAt(payload, 'tool_input'), TOOLS);
  if (!phase || !reach) return null;
  return { ...known, ...told({ model, cwd, call: textAt(payload, 'tool_use_id') }), ...reach, phase };
};
