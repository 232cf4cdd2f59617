import { isPayload, objectAt, type Payload, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set(['edit', 'create', 'str_replace', 'str_replace_editor', 'insert', 'write', 'apply_patch']),
  run: new Set(['bash', 'powershell', 'shell', 'write_bash', 'write_powershell']),
};

/** Copilot CLI; its payload does not name the event, so the command line does. Arguments may be JSON in a string. */
export const readCopilot: PayloadReader = (payload, event) => {
  const name = (event ?? textAt(payload, 'hookEventName', 'hook_event_name') ?? '').toLowerCase();
  const known = { tool: 'copilot', session: textAt(payload, 'sessionId', 'session_id') ?? 'unknown' };
  const rest = told({ model: textAt(payload, 'model'), cwd: textAt(payload, 'cwd') });
  if (name === 'sessionstart') return { ...known, ...rest, phase: 'start', paths: [], shell: false };
  if (name !== 'pretooluse' && name !== 'posttooluse') return null;
  const reach = reachOf(textAt(payload, 'toolName', 'tool_name'), argumentsOf(payload), TOOLS);
  return reach ? { ...known, ...rest, ...reach, phase: name === 'pretooluse' ? 'before' : 'after' } : null;
};

function argumentsOf(payload: Payload): Payload {
  const text = textAt(payload, 'toolArgs');
  if (text === undefined) return objectAt(payload, 'toolArgs');
  try {
    const value: unknown = JSON.parse(text);
    return isPayload(value) ? value : {};
  } catch {
    return {};
  }
}
