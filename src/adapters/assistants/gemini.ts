import { objectAt, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['write_file', 'replace', 'edit', 'smart_edit']),
  run: new Set(['run_shell_command']),
};

/** Gemini CLI; the model is told before each request to it. */
export const readGemini: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'hook_event_name') ?? event ?? '';
  const known = { tool: 'gemini', session: textAt(payload, 'session_id') ?? 'unknown' };
  const model = textAt(payload, 'model') ?? textAt(objectAt(payload, 'llm_request'), 'model');
  const rest = told({ model, cwd: textAt(payload, 'cwd') });
  if (name === 'SessionStart' || name === 'BeforeModel') {
    return { ...known, ...rest, phase: 'start', paths: [], shell: false };
  }
  if (name !== 'BeforeTool' && name !== 'AfterTool') return null;
  const reach = reachOf(textAt(payload, 'tool_name'), objectAt(payload, 'tool_input'), TOOLS);
  return reach ? { ...known, ...rest, ...reach, phase: name === 'BeforeTool' ? 'before' : 'after' } : null;
};
