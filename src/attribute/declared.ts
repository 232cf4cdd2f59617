import type { AttributionSource, Contributor } from '../model/attribution.ts';
import type { Commit } from '../model/change.ts';
import { knownAddress, parsePerson } from './authors.ts';
import { shownText, toolName } from './tools.ts';
import { parseTrailers, type Trailer } from './trailers.ts';

/** What a commit says about itself. It says so of the whole commit, never of a line. */
export interface Declared {
  readonly contributor: Contributor;
  readonly source: AttributionSource;
  readonly tool?: string;
  readonly model?: string;
  readonly session?: string;
}

/** Names that stand alone in `Assisted-by:`; first names of people (Claude, Devin, Jules) need a model or an address. */
const PRODUCTS: ReadonlySet<string> = new Set([
  ...['claude code', 'claude-code', 'cursor', 'cursor agent', 'codex', 'codex cli', 'codex-cli', 'openai codex'],
  ...['github copilot', 'github-copilot', 'copilot', 'gemini', 'gemini cli', 'gemini-cli', 'gemini code assist'],
  ...['chatgpt', 'windsurf', 'cline', 'opencode', 'aider', 'qwen code', 'qwen-code', 'roo code', 'firebender'],
  ...['openhands', 'amp', 'crush', 'factory droid'],
]);
const AGENTS_WITH_MODEL: ReadonlySet<string> = new Set([...PRODUCTS, 'claude', 'devin', 'jules', 'qwen', 'grok']);
const GENERATORS: ReadonlySet<string> = new Set([...PRODUCTS, 'claude', 'devin', 'jules']);
const NO: ReadonlySet<string> = new Set(['no', 'none', 'false', '0', 'n/a', 'never', '']);

const CLAUDE_LINE = /^🤖 Generated with \[Claude Code\]\(https:\/\/(claude\.com\/claude-code|claude\.ai\/code)\)$/u;
const OF_AIDER = ' (aider)';

/**
 * The contributor that a commit declares. An assistant as author wrote it (`ai`); an assistant in a trailer or as
 * committer helped (`mixed`); a bot with a fixed recipe is neither a person nor an AI (`unknown`, with its name as tool).
 * Undefined when the commit says nothing: that is not evidence of a person.
 */
export function declaredBy(commit: Commit, message: string): Declared | undefined {
  const author = knownAddress(commit.author.email);
  if (author?.kind === 'assistant') {
    const help = declaredByMessage(message, author.tool);
    return { contributor: 'ai', source: 'author', tool: author.tool, ...modelAndSession(help) };
  }
  // aider also marks the committer of changes that it only found in the tree: that alone says nothing.
  if (commit.author.name.endsWith(OF_AIDER)) {
    const help = declaredByMessage(message, 'aider');
    return { contributor: 'ai', source: 'author', tool: 'aider', ...modelAndSession(help) };
  }
  if (author) return { contributor: 'unknown', source: 'author', tool: author.tool };
  const help = declaredByMessage(message);
  if (help) return help;
  const committer = knownAddress(commit.committer.email);
  if (committer?.kind === 'assistant') return { contributor: 'mixed', source: 'author', tool: committer.tool };
  return undefined;
}

/** Every tool that the message names, in its order: more than one is told as a contradiction only against a line record. */
export function declaredTools(commit: Commit, message: string): ReadonlySet<string> {
  const tools = new Set<string>();
  const author = knownAddress(commit.author.email);
  if (author) tools.add(author.tool);
  for (const help of helpers(message)) if (help.tool !== undefined) tools.add(help.tool);
  return tools;
}

function modelAndSession(help: Declared | undefined): { model?: string; session?: string } {
  return {
    ...(help?.model === undefined ? {} : { model: help.model }),
    ...(help?.session === undefined ? {} : { session: help.session }),
  };
}

/** The first tool named; what later trailers add about the same tool (model, session) is joined. */
function declaredByMessage(message: string, tool?: string): Declared | undefined {
  let first: Declared | undefined;
  for (const help of helpers(message)) {
    if (tool !== undefined && help.tool !== tool) continue;
    if (first === undefined || (first.tool === undefined && help.tool !== undefined)) {
      first = first ? { ...help, ...modelAndSession(first) } : help;
    } else if (help.tool === first.tool || help.tool === undefined) {
      first = { ...first, ...modelAndSession(help), ...modelAndSession(first) };
    }
  }
  return first;
}

function* helpers(message: string): Generator<Declared> {
  for (const trailer of parseTrailers(message)) {
    const help = helpOf(trailer);
    if (help) yield help;
  }
  if (saysGenerated(message)) yield help('claude');
}

const help = (tool: string | undefined, model?: string, session?: string): Declared => ({
  contributor: 'mixed',
  source: 'trailer',
  ...(tool === undefined ? {} : { tool }),
  ...(model === undefined ? {} : { model }),
  ...(session === undefined ? {} : { session }),
});

function helpOf({ key, value }: Trailer): Declared | undefined {
  switch (key.toLowerCase()) {
    case 'co-authored-by':
    case 'co-developed-by':
      return helpOfPerson(value);
    case 'assisted-by':
      return value.includes('<') ? helpOfPerson(value) : helpOfAgent(value, PRODUCTS);
    case 'generated-by':
      return value.includes('<') ? helpOfPerson(value) : helpOfAgent(value, GENERATORS);
    case 'ai-assisted':
    case 'ai-assisted-by':
      return NO.has(value.toLowerCase()) ? undefined : (helpOfAgent(value, GENERATORS) ?? help(undefined));
    case 'made-with':
      return value === 'Cursor' ? help('cursor') : undefined;
    case 'claude-session':
      return help('claude', undefined, shownText(value));
    case 'entire-agent':
      return help(toolName(value));
    case 'entire-session':
      return help(undefined, undefined, shownText(value));
    default:
      return undefined;
  }
}

function helpOfPerson(value: string): Declared | undefined {
  const person = parsePerson(value);
  const known = person && knownAddress(person.email);
  if (known?.kind !== 'assistant') return undefined;
  return help(known.tool, modelInName(person?.name ?? '', known.tool));
}

/** `Claude Opus 4.5` at an assistant's address names a model, `Claude` and `Claude Code` do not; aider puts it in parentheses. */
function modelInName(name: string, tool: string): string | undefined {
  if (tool === 'aider') return shownText(/^aider \((.+)\)$/.exec(name)?.[1]);
  const text = shownText(name);
  return text !== undefined && tool === 'claude' && /^Claude (Opus|Sonnet|Haiku|Fable|[0-9])/.test(text)
    ? text
    : undefined;
}

/** `AGENT:MODEL [TOOL…]`, or the name of a product alone. */
function helpOfAgent(value: string, alone: ReadonlySet<string>): Declared | undefined {
  const form = /^([A-Za-z][A-Za-z0-9 _-]*):([^\s:][^\s]*)( |$)/.exec(value);
  if (form && AGENTS_WITH_MODEL.has(form[1]!.toLowerCase())) return help(toolName(form[1]), shownText(form[2]));
  return alone.has(value.toLowerCase()) ? help(toolName(value)) : undefined;
}

/** The line that Claude Code puts at the end: whole, exact, and in one of the last two paragraphs. */
function saysGenerated(message: string): boolean {
  const paragraphs = message.trimEnd().split(/\n[ \t]*\n/);
  return paragraphs
    .slice(1)
    .slice(-2)
    .some((paragraph) => paragraph.split('\n').some((line) => CLAUDE_LINE.test(line.trimEnd())));
}
