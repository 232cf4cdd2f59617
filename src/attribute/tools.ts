/** Names that records and traces use for one tool, and the one that is shown; anything else is kept as it is. */
const SHOWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['claude-code', 'claude'],
  ['claude code', 'claude'],
  ['codex-cli', 'codex'],
  ['gemini-cli', 'gemini'],
  ['gemini cli', 'gemini'],
  ['github-copilot', 'copilot'],
  ['github copilot', 'copilot'],
  ['github-copilot-cli', 'copilot'],
  ['copilot-cli', 'copilot'],
  ['cursor agent', 'cursor'],
  ['cursor-agent', 'cursor'],
  ['qwen', 'qwen-code'],
  ['droid', 'factory-droid'],
  ['roo', 'roo-code'],
]);

const LONGEST = 120;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text from a note, trailer or trace as it may be shown: one line, no control characters, bounded; `undefined` if empty. */
export function shownText(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw
    .slice(0, LONGEST * 4)
    .replace(UNPRINTABLE, ' ')
    .trim()
    .slice(0, LONGEST);
  return text === '' ? undefined : text;
}

/** One name per tool, so that a note that says `github-copilot` and a trailer of Copilot agree. */
export function toolName(raw: unknown): string | undefined {
  const text = shownText(raw)?.toLowerCase();
  return text === undefined ? undefined : (SHOWN_NAMES.get(text) ?? text);
}
