import { type ByteEdit, isString, type JsonIndex, memberOf, OBJECT, SCALAR, stringAt, textOf } from '../json-index.ts';
import type { PlaceholderIndex } from './placeholder-index.ts';
import { jsonRestorer, type Restorer, textRestorer } from './text-restorer.ts';
import { restoresIn } from './tools.ts';

/** What comes back, and where. */
export interface Restoring {
  readonly live: PlaceholderIndex;
  /** Names of tools in whose arguments values come back although they are, or may be, for a shell or the network. */
  readonly tools: readonly string[];
}

/** How strings are restored: as text, as JSON in a string, or not at all. */
export type Mode = 'text' | 'json' | 'none';

export function restorerFor(mode: Mode, { live }: Restoring): Restorer {
  if (mode === 'none') return { push: (piece) => piece, end: () => '' };
  return mode === 'json' ? jsonRestorer(live) : textRestorer(live);
}

/** The string with everything put back. */
function restored(mode: Mode, text: string, restoring: Restoring): string {
  const restorer = restorerFor(mode, restoring);
  return restorer.push(text) + restorer.end();
}

/** Calls that the provider itself makes: what stands there has happened already. */
const PROVIDER_CALLS: ReadonlySet<string> = new Set([
  'server_tool_use',
  'mcp_tool_use',
  'mcp_call',
  'mcp_approval_request',
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
]);

/** Edits that restore everything in a value of an answer; `except` are strings that somebody else restores. */
export function answerEdits(
  index: JsonIndex,
  root: number,
  restoring: Restoring,
  except: ReadonlySet<number> = NONE,
): ByteEdit[] {
  const edits: ByteEdit[] = [];
  const waiting: { readonly node: number; readonly mode: Mode }[] = [{ node: root, mode: 'text' }];
  while (waiting.length > 0) {
    const { node, mode } = waiting.pop()!;
    if (mode === 'none' || except.has(node)) continue;
    if (isString(index, node)) {
      const edit = stringEdit(index, node, mode, restoring);
      if (edit !== null) edits.push(edit);
    } else if (index.kind[node] === SCALAR) {
      const edit = numberEdit(index, node, restoring);
      if (edit !== null) edits.push(edit);
    } else {
      const call = index.kind[node] === OBJECT ? callIn(index, node, restoring) : null;
      for (let child = index.first[node]!; child >= 0; child = index.next[child]!) {
        waiting.push({ node: child, mode: call !== null && (call.node < 0 || call.node === child) ? call.mode : mode });
      }
    }
  }
  return edits;
}

const NONE: ReadonlySet<number> = new Set();

/** The part of a tool call that holds its arguments (-1 for all of it), and how values come back there. */
function callIn(
  index: JsonIndex,
  object: number,
  restoring: Restoring,
): { readonly node: number; readonly mode: Mode } | null {
  const type = textOf(index, object, 'type') ?? '';
  if (PROVIDER_CALLS.has(type)) return { node: -1, mode: 'none' };
  if (/shell_call$|^computer_call$/.test(type)) {
    return { node: memberOf(index, object, 'action'), mode: modeOf(type.replace('_call', ''), 'text', restoring) };
  }
  const name = textOf(index, object, 'name');
  if (name === undefined) return null;
  for (const [member, mode] of ARGUMENTS) {
    const node = memberOf(index, object, member);
    if (node < 0) continue;
    return { node, mode: modeOf(name, mode === 'json' && isString(index, node) ? 'json' : 'text', restoring) };
  }
  return null;
}

const ARGUMENTS = [
  ['arguments', 'json'],
  ['args', 'text'],
  ['input', 'text'],
] as const;

/** `mode` where this tool's arguments are restored, else none. */
export function modeOf(tool: string, mode: Mode, { tools }: Restoring): Mode {
  return restoresIn(tool, tools) ? mode : 'none';
}

export function stringEdit(index: JsonIndex, node: number, mode: Mode, restoring: Restoring): ByteEdit | null {
  const text = stringAt(index, node);
  return replaced(index, node, text, restored(mode, text, restoring));
}

/** An edit that writes `text` in place of a string; null where it says the same. */
export function replaced(index: JsonIndex, node: number, before: string, text: string): ByteEdit | null {
  if (before === text) return null;
  return { start: index.start[node]!, end: index.end[node]!, bytes: Buffer.from(JSON.stringify(text)) };
}

function numberEdit(index: JsonIndex, node: number, { live }: Restoring): ByteEdit | null {
  const [start, end] = [index.start[node]!, index.end[node]!];
  if (end - start < 8) return null;
  const value = live.valueOf(index.bytes.toString('latin1', start, end));
  return value === undefined || !/^[1-9]\d*$/.test(value) ? null : { start, end, bytes: Buffer.from(value) };
}
