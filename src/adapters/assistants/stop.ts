import { listAt, type Payload, textAt } from './payload.ts';

/** An assistant is done with a turn and asks whether it may stop. */
export interface StopEvent {
  readonly session: string;
  readonly cwd?: string;
}

/** `block`: it has to go on and gets the text; `tell`: the text is for the person, where the assistant can show one. */
export interface StopAnswer {
  readonly kind: 'block' | 'tell';
  readonly text: string;
}

/** How one assistant says that it is about to stop, and how it is answered; an empty answer lets it stop. */
export interface StopProtocol {
  read(payload: Payload, event?: string): StopEvent | null;
  answer(answer: StopAnswer | null): string;
}

const nameOf = (payload: Payload, event?: string) => textAt(payload, 'hook_event_name', 'hookEventName') ?? event;

function stopOf(payload: Payload, cwd = textAt(payload, 'cwd')): StopEvent {
  const session = textAt(payload, 'session_id', 'sessionId', 'conversation_id') ?? 'unknown';
  return { session, ...(cwd === undefined ? {} : { cwd }) };
}

/** `{decision, reason}` to go on, `{systemMessage}` to tell the person: what several assistants share. */
function decided(word: 'block' | 'deny', nothing: string) {
  return (answer: StopAnswer | null): string => {
    if (answer === null) return nothing;
    const { kind, text } = answer;
    return `${JSON.stringify(kind === 'block' ? { decision: word, reason: text } : { systemMessage: text })}\n`;
  };
}

const claude: StopProtocol = {
  read: (payload, event) => (nameOf(payload, event) === 'Stop' ? stopOf(payload) : null),
  answer: decided('block', ''),
};

const gemini: StopProtocol = {
  read: (payload, event) => (nameOf(payload, event) === 'AfterAgent' ? stopOf(payload) : null),
  answer: decided('deny', '{}\n'),
};

/** Its payload does not name the event; it can go on, and has no word for telling the person. */
const copilot: StopProtocol = {
  read: (payload, event) => ((event ?? nameOf(payload) ?? '').toLowerCase() === 'agentstop' ? stopOf(payload) : null),
  answer: (answer) => (answer?.kind === 'block' ? decided('block', '')(answer) : ''),
};

/** Goes on with a message as if the person had sent it; a turn that was interrupted is left alone. */
const cursor: StopProtocol = {
  read(payload, event) {
    if (nameOf(payload, event) !== 'stop' || (textAt(payload, 'status') ?? 'completed') !== 'completed') return null;
    const [root] = listAt(payload, 'workspace_roots');
    return stopOf(payload, textAt(payload, 'cwd') ?? (typeof root === 'string' ? root : undefined));
  },
  answer: (answer) => (answer?.kind === 'block' ? `${JSON.stringify({ followup_message: answer.text })}\n` : '{}\n'),
};

/** Assistants that can be told before they stop, by the names of the command line. */
export const STOP_PROTOCOLS: ReadonlyMap<string, StopProtocol> = new Map([
  ['claude', claude],
  ['claude-code', claude],
  ['codex', claude],
  ['gemini', gemini],
  ['gemini-cli', gemini],
  ['copilot', copilot],
  ['copilot-cli', copilot],
  ['cursor', cursor],
]);
