/** How one assistant is asked to tell Countersign what it edits, and to hear the verdict before it stops. */
export interface AssistantHook {
  /** The name that `countersign hook` knows. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Paths in the work tree, or under the home folder with `~/`: one that exists means that the assistant is used. */
  readonly signs: readonly string[];
  readonly files: readonly AssistantFile[];
}

export type AssistantFile =
  /** Elements to add to the arrays of `hooks` in a JSON file; `root` is the file where there is none. */
  | {
      readonly kind: 'json';
      readonly path: string;
      readonly root: Readonly<Record<string, unknown>>;
      readonly events: Readonly<Record<string, unknown>>;
      /** True for a file that belongs to one person: git is told not to see it. */
      readonly personal?: boolean;
    }
  /** A whole file of ours. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly mode: 0o644 | 0o755 };

/** What every call of ours holds, whatever the assistant: by this an element is recognised as ours. */
export const ASSISTANT_MARK = '/countersign/run';

const FIND = `run="$(git rev-parse --git-common-dir 2>/dev/null)${ASSISTANT_MARK}"`;

/** The same in every clone, silent where `init` never ran, and never a failure that an assistant would obey. */
function command(words: string): string {
  return `${FIND}; [ ! -x "$run" ] || "$run" hook ${words} || true`;
}

/** `{event: [{matcher?, hooks: [{type, command}]}]}`, the form that several assistants share. */
function matched(id: string, events: Readonly<Record<string, string | null>>): Readonly<Record<string, unknown>> {
  const hooks = [{ type: 'command', command: command(id) }];
  return Object.fromEntries(
    Object.entries(events).map(([event, matcher]) => [event, matcher === null ? { hooks } : { matcher, hooks }]),
  );
}

function each(events: readonly string[], element: (event: string) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(events.map((event) => [event, element(event)]));
}

const CLAUDE_TOOLS = 'Edit|MultiEdit|Write|NotebookEdit|Bash';
const GEMINI_TOOLS = 'write_file|replace|run_shell_command';
const CLINE = `#!/bin/sh\n# Written by \`countersign init\`: tells Countersign what Cline edits.\n${command('cline')}\n`;

const OPENCODE = `// Written by \`countersign init\`: tells Countersign what OpenCode edits. Never stops or delays a tool by an error.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const Countersign = async ({ directory }) => {
  const tell = (payload) =>
    new Promise((done) => {
      try {
        const git = ['rev-parse', '--git-common-dir'];
        const common = execFileSync('git', git, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
        const run = resolve(directory, common.trim() + '${ASSISTANT_MARK}');
        if (!existsSync(run)) return done();
        const child = spawn(run, ['hook', 'opencode'], { cwd: directory, stdio: ['pipe', 'ignore', 'ignore'] });
        child.on('error', done).on('close', done);
        child.stdin.on('error', () => {}).end(JSON.stringify({ ...payload, directory }));
      } catch {
        done();
      }
    });
  const asked = new Map();
  return {
    'tool.execute.before': async ({ tool, sessionID, callID }, { args }) => {
      asked.set(callID, args);
      await tell({ event: 'before', sessionID, callID, tool, args });
    },
    'tool.execute.after': async ({ tool, sessionID, callID }) => {
      const args = asked.get(callID);
      asked.delete(callID);
      await tell({ event: 'after', sessionID, callID, tool, args });
    },
  };
};
`;

/** The assistants that `init` sets up where it sees them. */
export const ASSISTANT_HOOKS: readonly AssistantHook[] = [
  {
    id: 'claude',
    name: 'Claude Code',
    signs: ['.claude', 'CLAUDE.md', '~/.claude'],
    files: [
      {
        kind: 'json',
        path: '.claude/settings.local.json',
        root: {},
        events: matched('claude', {
          SessionStart: null,
          PreToolUse: CLAUDE_TOOLS,
          PostToolUse: CLAUDE_TOOLS,
          Stop: null,
        }),
        personal: true,
      },
    ],
  },
  {
    id: 'codex',
    name: 'Codex CLI',
    signs: ['.codex', '~/.codex'],
    files: [
      {
        kind: 'json',
        path: '.codex/hooks.json',
        root: {},
        events: matched('codex', { SessionStart: null, PreToolUse: null, PostToolUse: null, Stop: null }),
      },
    ],
  },
  {
    id: 'gemini',
    name: 'Gemini CLI',
    signs: ['.gemini', 'GEMINI.md', '~/.gemini'],
    files: [
      {
        kind: 'json',
        path: '.gemini/settings.json',
        root: {},
        events: matched('gemini', { BeforeTool: GEMINI_TOOLS, AfterTool: GEMINI_TOOLS, AfterAgent: null }),
      },
    ],
  },
  {
    id: 'copilot',
    name: 'Copilot CLI',
    signs: ['.github/copilot-instructions.md', '.github/hooks', '~/.copilot'],
    files: [
      {
        kind: 'json',
        path: '.github/hooks/countersign.json',
        root: { version: 1 },
        events: each(['sessionStart', 'preToolUse', 'postToolUse', 'agentStop'], (event) => ({
          type: 'command',
          bash: command(`copilot ${event}`),
        })),
      },
    ],
  },
  {
    id: 'cursor',
    name: 'Cursor',
    signs: ['.cursor', '.cursorrules', '~/.cursor'],
    files: [
      {
        kind: 'json',
        path: '.cursor/hooks.json',
        root: { version: 1 },
        events: each(
          [
            'preToolUse',
            'postToolUse',
            'afterFileEdit',
            'afterTabFileEdit',
            'beforeShellExecution',
            'afterShellExecution',
            'stop',
          ],
          () => ({ command: command('cursor') }),
        ),
      },
    ],
  },
  {
    id: 'windsurf',
    name: 'Windsurf',
    signs: ['.windsurf', '.windsurfrules', '~/.codeium/windsurf'],
    files: [
      {
        kind: 'json',
        path: '.windsurf/hooks.json',
        root: {},
        events: each(['pre_write_code', 'post_write_code', 'pre_run_command', 'post_run_command'], () => ({
          command: command('windsurf'),
          show_output: false,
        })),
      },
    ],
  },
  {
    id: 'cline',
    name: 'Cline',
    signs: ['.clinerules'],
    files: ['PreToolUse', 'PostToolUse'].map((event) => ({
      kind: 'file',
      path: `.clinerules/hooks/${event}`,
      text: CLINE,
      mode: 0o755,
    })),
  },
  {
    id: 'opencode',
    name: 'OpenCode',
    signs: ['.opencode', 'opencode.json', 'opencode.jsonc', '~/.config/opencode'],
    files: [{ kind: 'file', path: '.opencode/plugin/countersign.js', text: OPENCODE, mode: 0o644 }],
  },
];
