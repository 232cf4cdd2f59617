/** What an address stands for: an assistant that writes code, or a bot that follows a fixed recipe. */
export interface KnownAddress {
  readonly tool: string;
  readonly kind: 'assistant' | 'bot';
}

const GITHUB = 'users.noreply.github.com';

/** Whole addresses in lower case. A name is never evidence: people are called Claude and Devin. */
const ADDRESSES: ReadonlyMap<string, KnownAddress> = new Map(
  [
    ['noreply@anthropic.com', 'claude'],
    [`242468646+claude@${GITHUB}`, 'claude'],
    [`209825114+claude[bot]@${GITHUB}`, 'claude'],
    ['cursoragent@cursor.com', 'cursor'],
    [`223556219+copilot@${GITHUB}`, 'copilot'],
    [`198982749+copilot@${GITHUB}`, 'copilot'],
    [`175728472+copilot@${GITHUB}`, 'copilot'],
    ['copilot@github.com', 'copilot'],
    [`158243242+devin-ai-integration[bot]@${GITHUB}`, 'devin'],
    [`161369871+google-labs-jules[bot]@${GITHUB}`, 'jules'],
    [`176961590+gemini-code-assist[bot]@${GITHUB}`, 'gemini'],
    [`138933559+factory-droid[bot]@${GITHUB}`, 'factory-droid'],
    ['noreply@openai.com', 'codex'],
    ['codex@openai.com', 'codex'],
    ['qwen-coder@alibabacloud.com', 'qwen-code'],
    ['help@firebender.com', 'firebender'],
    ['roomote@roocode.com', 'roo-code'],
    ['aider@aider.chat', 'aider'],
    ['noreply@aider.chat', 'aider'],
    ['noreply@aider.dev', 'aider'],
    ['noreply@opencode.ai', 'opencode'],
    ['openhands@all-hands.dev', 'openhands'],
    ['amp@ampcode.com', 'amp'],
    ['crush@charm.land', 'crush'],
  ].map(([address, tool]) => [address!, { tool: tool!, kind: 'assistant' }]),
);

const BOTS: ReadonlyMap<string, KnownAddress> = new Map(
  [
    [`49699333+dependabot[bot]@${GITHUB}`, 'dependabot'],
    ['support@dependabot.com', 'dependabot'],
    [`29139614+renovate[bot]@${GITHUB}`, 'renovate'],
    ['bot@renovateapp.com', 'renovate'],
    [`41898282+github-actions[bot]@${GITHUB}`, 'github-actions'],
    ['action@github.com', 'github-actions'],
    [`66853113+pre-commit-ci[bot]@${GITHUB}`, 'pre-commit-ci'],
  ].map(([address, tool]) => [address!, { tool: tool!, kind: 'bot' }]),
);

/** The tool that owns an address; compared whole and without case, never by a part of it. */
export function knownAddress(email: string): KnownAddress | undefined {
  const address = email.trim().toLowerCase();
  return ADDRESSES.get(address) ?? BOTS.get(address);
}

/** Splits `Name <address>`; an address is what stands between the last angle brackets at the end. */
export function parsePerson(value: string): { readonly name: string; readonly email: string } | undefined {
  const open = value.lastIndexOf('<');
  const text = value.trimEnd();
  if (open < 0 || !text.endsWith('>')) return undefined;
  return { name: value.slice(0, open).trim(), email: text.slice(open + 1, -1).trim() };
}
