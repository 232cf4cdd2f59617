import { describe, expect, it } from 'vitest';
import { STOP_PROTOCOLS } from './stop.ts';

const stop = (assistant: string, payload: object, event?: string) =>
  STOP_PROTOCOLS.get(assistant)!.read({ ...payload }, event);

describe('an assistant that is about to stop', () => {
  it.each([
    ['claude', { hook_event_name: 'Stop', session_id: 's', cwd: '/r' }, undefined, { session: 's', cwd: '/r' }],
    ['codex', { hook_event_name: 'Stop', session_id: 's', turn_id: 't' }, undefined, { session: 's' }],
    ['gemini', { hook_event_name: 'AfterAgent', session_id: 's' }, undefined, { session: 's' }],
    ['copilot', { sessionId: 's', cwd: '/r' }, 'agentStop', { session: 's', cwd: '/r' }],
    [
      'cursor',
      { hook_event_name: 'stop', conversation_id: 's', status: 'completed', workspace_roots: ['/r'] },
      undefined,
      { session: 's', cwd: '/r' },
    ],
  ])('%s is understood', (assistant, payload, event, expected) => {
    expect(stop(assistant, payload, event)).toEqual(expected);
  });

  it.each([
    ['claude', { hook_event_name: 'PostToolUse' }, undefined],
    ['claude', { hook_event_name: 7 }, undefined],
    ['copilot', {}, 'postToolUse'],
    ['cursor', { hook_event_name: 'stop', status: 'aborted' }, undefined],
    ['gemini', {}, undefined],
  ])('%s: another event is none of its business', (assistant, payload, event) => {
    expect(stop(assistant, payload, event)).toBeNull();
  });

  it.each([
    ['claude', { decision: 'block', reason: 'x' }, { systemMessage: 'x' }, ''],
    ['codex', { decision: 'block', reason: 'x' }, { systemMessage: 'x' }, ''],
    ['gemini', { decision: 'deny', reason: 'x' }, { systemMessage: 'x' }, '{}\n'],
    ['copilot', { decision: 'block', reason: 'x' }, null, ''],
    ['cursor', { followup_message: 'x' }, {}, '{}\n'],
  ])('%s is answered in its own words', (assistant, block, tell, nothing) => {
    const { answer } = STOP_PROTOCOLS.get(assistant)!;
    const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));
    expect(parsed(answer({ kind: 'block', text: 'x' }))).toEqual(block);
    expect(parsed(answer({ kind: 'tell', text: 'x' }))).toEqual(tell);
    expect(answer(null)).toBe(nothing);
  });
});
