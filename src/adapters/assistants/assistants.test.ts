import { describe, expect, it } from 'vitest';
import { PAYLOAD_READERS } from './assistants.ts';
import { patchedPaths } from './payload.ts';

const read = (assistant: string, payload: object, event?: string) =>
  PAYLOAD_READERS.get(assistant)!({ ...payload }, event);

describe('payloads of assistants', () => {
  it.each([
    [
      'claude',
      {
        session_id: 's',
        cwd: '/r',
        hook_event_name: 'PreToolUse',
        tool_name: 'Edit',
        tool_input: { file_path: '/r/a' },
        tool_use_id: 'c',
      },
      undefined,
      { tool: 'claude', session: 's', cwd: '/r', phase: 'before', paths: ['/r/a'], shell: false, call: 'c' },
    ],
    [
      'claude',
      {
        session_id: 's',
        hook_event_name: 'PostToolUse',
        tool_name: 'Bash',
        tool_input: { command: 'sed -i s/a/b/ x' },
        tool_response: {},
      },
      undefined,
      { tool: 'claude', session: 's', phase: 'after', paths: [], shell: true },
    ],
    [
      'claude',
      { session_id: 's', hook_event_name: 'SessionStart', model: 'opus' },
      undefined,
      { tool: 'claude', session: 's', model: 'opus', phase: 'start', paths: [], shell: false },
    ],
    [
      'codex',
      {
        session_id: 's',
        turn_id: 't',
        model: 'gpt-5',
        hook_event_name: 'PostToolUse',
        tool_name: 'apply_patch',
        tool_input: { command: '*** Begin Patch\n*** Update File: src/a.ts\n*** Move to: src/b.ts\n' },
      },
      undefined,
      { tool: 'codex', session: 's', model: 'gpt-5', phase: 'after', paths: ['src/a.ts', 'src/b.ts'], shell: false },
    ],
    [
      'gemini',
      { session_id: 's', hook_event_name: 'BeforeTool', tool_name: 'replace', tool_input: { file_path: 'a' } },
      undefined,
      { tool: 'gemini', session: 's', phase: 'before', paths: ['a'], shell: false },
    ],
    [
      'copilot',
      { sessionId: 's', toolName: 'edit', toolArgs: '{"path":"a"}' },
      'preToolUse',
      { tool: 'copilot', session: 's', phase: 'before', paths: ['a'], shell: false },
    ],
    [
      'copilot',
      { sessionId: 's', toolName: 'bash', toolArgs: 'no JSON' },
      'postToolUse',
      { tool: 'copilot', session: 's', phase: 'after', paths: [], shell: true },
    ],
    [
      'cursor',
      {
        conversation_id: 's',
        model: 'm',
        hook_event_name: 'afterTabFileEdit',
        file_path: '/r/a',
        workspace_roots: ['/r'],
        edits: [{ old_string: 'x', new_string: 'y' }],
      },
      undefined,
      {
        tool: 'cursor',
        session: 's',
        model: 'm',
        cwd: '/r',
        phase: 'after',
        paths: ['/r/a'],
        shell: false,
        edits: [{ before: 'x', after: 'y' }],
      },
    ],
    [
      'windsurf',
      { agent_action_name: 'pre_write_code', trajectory_id: 's', tool_info: { file_path: '/r/a' } },
      undefined,
      { tool: 'windsurf', session: 's', phase: 'before', paths: ['/r/a'], shell: false },
    ],
    [
      'cline',
      {
        hookName: 'PostToolUse',
        taskId: 's',
        workspaceRoots: ['/r'],
        postToolUse: { toolName: 'write_to_file', parameters: { path: 'a' } },
      },
      undefined,
      { tool: 'cline', session: 's', cwd: '/r', phase: 'after', paths: ['a'], shell: false },
    ],
    [
      'opencode',
      { event: 'before', sessionID: 's', callID: 'c', tool: 'edit', args: { filePath: '/r/a' }, directory: '/r' },
      undefined,
      { tool: 'opencode', session: 's', call: 'c', cwd: '/r', phase: 'before', paths: ['/r/a'], shell: false },
    ],
    [
      'generic',
      { event: 'after', tool: 'Mine', session: 's', paths: ['a', 7] },
      undefined,
      { tool: 'mine', session: 's', phase: 'after', paths: ['a'], shell: false },
    ],
  ])('are read for %s', (assistant, payload, event, expected) => {
    expect(read(assistant, payload, event)).toEqual(expected);
  });

  it('say nothing for tools that only read', () => {
    const payload = {
      session_id: 's',
      hook_event_name: 'PostToolUse',
      tool_name: 'Read',
      tool_input: { file_path: 'a' },
    };
    for (const assistant of ['claude', 'codex', 'gemini', 'cursor', 'cline'])
      expect(read(assistant, payload)).toBeNull();
  });

  it('never throw, whatever the types are', () => {
    const odd: unknown[] = [null, 1, '', [], {}, 'PreToolUse', { file_path: 7 }];
    for (const [, reader] of PAYLOAD_READERS) {
      for (const value of odd) {
        const payload: Record<string, unknown> = { hook_event_name: 'PreToolUse', agent_action_name: 'pre_write_code' };
        for (const key of [
          'session_id',
          'tool_name',
          'tool_input',
          'tool_info',
          'toolArgs',
          'workspace_roots',
          'edits',
          'model',
          'args',
          'paths',
        ])
          payload[key] = value;
        expect(() => reader(payload, 'preToolUse')).not.toThrow();
      }
    }
  });

  it('find the files of a patch, and none in prose', () => {
    expect(patchedPaths('*** Add File: a b.ts\n+*** Update File: no\n*** Delete File: c')).toEqual(['a b.ts', 'c']);
  });
});
