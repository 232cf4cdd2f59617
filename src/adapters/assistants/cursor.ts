import { isPayload, listAt, objectAt, type Payload, type PayloadReader, reachOf, textAt, told } from './payload.ts';

const TOOLS = {
  write: new Set([
    'write',
    'edit',
    'multiedit',
    'delete',
    'search_replace',
    'edit_file',
    'strreplace',
    'applypatch',
    'editnotebook',
  ]),
  run: new Set(['shell', 'bash', 'run_terminal_cmd']),
};

/** Cursor; completions by Tab are told afterwards only, with the text they replaced. */
export const readCursor: PayloadReader = (payload, event) => {
  const name = textAt(payload, 'hook_event_name') ?? event ?? '';
  const root = listAt(payload, 'workspace_roots')[0];
  const cwd = textAt(payload, 'cwd') ?? (typeof root === 'string' ? root : undefined);
  const call = textAt(payload, 'tool_use_id');
  const known = {
    tool: 'cursor',
    session: textAt(payload, 'conversation_id', 'session_id') ?? 'unknown',
    ...told({ model: textAt(payload, 'model'), cwd, call }),
  };
  switch (name) {
    case 'sessionStart':
      return { ...known, phase: 'start', paths: [], shell: false };
    case 'preToolUse':
    case 'postToolUse':
    case 'postToolUseFailure': {
      const reach = reachOf(textAt(payload, 'tool_name'), objectAt(payload, 'tool_input'), TOOLS);
      return reach ? { ...known, ...reach, phase: name === 'preToolUse' ? 'before' : 'after' } : null;
    }
    case 'afterFileEdit':
    case 'afterTabFileEdit': {
      const path = textAt(payload, 'file_path');
      const edits = listAt(payload, 'edits').filter(isPayload).map(editOf);
      return path === undefined ? null : { ...known, phase: 'after', paths: [path], shell: false, edits };
    }
    case 'beforeShellExecution':
    case 'afterShellExecution':
      return { ...known, phase: name === 'beforeShellExecution' ? 'before' : 'after', paths: [], shell: true };
    default:
      return null;
  }
};

const editOf = (edit: Payload) => ({
  before: textAt(edit, 'old_string', 'old_line') ?? '',
  after: textAt(edit, 'new_string', 'new_line') ?? '',
});
