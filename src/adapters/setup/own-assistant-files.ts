import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files in a person's home folder that assistants read as settings. */
const FILES = [
  '.mcp.json',
  '.claude.json',
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.claude/CLAUDE.md',
  '.cursor/mcp.json',
  '.cursor/cli.json',
  '.cursor/hooks.json',
  '.cursor/permissions.json',
  '.codex/config.toml',
  '.codex/hooks.json',
  '.codex/AGENTS.md',
  '.gemini/settings.json',
  '.gemini/GEMINI.md',
  '.qwen/settings.json',
  '.codeium/windsurf/mcp_config.json',
  '.config/opencode/opencode.json',
  '.config/github-copilot/mcp.json',
  '.config/Code/User/settings.json',
  '.config/Code/User/mcp.json',
  'Library/Application Support/Code/User/settings.json',
  'Library/Application Support/Code/User/mcp.json',
  'Library/Application Support/Claude/claude_desktop_config.json',
  'AppData/Roaming/Code/User/settings.json',
  'AppData/Roaming/Claude/claude_desktop_config.json',
] as const;
/** Folders of instructions, looked into a few levels deep. */
const FOLDERS = [
  '.claude/commands',
  '.claude/agents',
  '.claude/skills',
  '.claude/rules',
  '.cursor/rules',
  '.cursor/commands',
  '.codex/prompts',
  '.gemini/commands',
  '.codeium/windsurf/memories',
];
const DEEPEST = 4;
const MOST = 2000;

/** Paths below the home folder that are there, POSIX; links are not followed. */
export function ownAssistantFiles(home: string): string[] {
  const found: string[] = FILES.filter((path) => lstatSync(join(home, path), { throwIfNoEntry: false }) !== undefined);
  const open = FOLDERS.map((path) => ({ path, depth: 0 }));
  for (let next = open.pop(); next !== undefined && found.length < MOST; next = open.pop()) {
    for (const entry of entriesOf(join(home, next.path))) {
      const path = `${next.path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (next.depth < DEEPEST) open.push({ path, depth: next.depth + 1 });
      } else if (/\.(?:md|mdc|toml|json|ya?ml|sh|py|js|ts)$/.test(entry.name)) found.push(path);
    }
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
