import { pathMatcher } from '../../lib/glob.ts';
import { type Server, serversIn } from './servers.ts';
import { type Hook, hooksIn, type Permissions, permissionsIn } from './settings.ts';

/** What stands in a repository, or in a person's own folder, for assistants. */
interface AssistantInventory {
  readonly assistants: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly servers: readonly Omit<Server, 'definition' | 'start' | 'end'>[];
  readonly hooks: readonly (Hook & { readonly path: string })[];
  /** Skills, commands and agents: instructions that are loaded by name. */
  readonly skills: readonly {
    readonly kind: 'skill' | 'command' | 'agent';
    readonly name: string;
    readonly path: string;
  }[];
  readonly permissions: readonly (Permissions & { readonly path: string })[];
}

const ASSISTANTS: readonly (readonly [name: string, paths: readonly string[]])[] = [
  [
    'Claude Code',
    ['**/{CLAUDE,CLAUDE.local}.md', '**/.claude/**', '**/.mcp.json', '**/.claude.json', '**/.claudeignore'],
  ],
  ['Cursor', ['**/.cursor/**', '**/.cursorrules', '**/.cursorignore']],
  [
    'GitHub Copilot',
    [
      '**/.github/copilot-instructions.md',
      '**/.github/{instructions,prompts,chatmodes,agents}/**',
      '**/.copilotignore',
    ],
  ],
  ['Codex', ['**/.codex/**', '**/CODEX.md']],
  ['Gemini', ['**/GEMINI.md', '**/.gemini/**', '**/.{geminiignore,aiexclude}']],
  ['Windsurf', ['**/.windsurfrules', '**/.windsurf/**', '**/.codeium/**', '**/.codeiumignore']],
  ['Cline', ['**/.clinerules', '**/.clinerules/**', '**/.clineignore', '**/cline_mcp_settings.json']],
  ['VS Code', ['**/.vscode/{settings,mcp,tasks}.json', '**/*.code-workspace', '**/Code/User/*.json']],
  ['dev container', ['**/.devcontainer/**', '**/.devcontainer.json']],
  ['any (AGENTS.md)', ['**/{AGENTS,AGENT}.md']],
];
const SKILL = /(?:^|\/)skills\/(?:.*\/)?([^/]+)\/SKILL\.md$/;
const NAMED = /(?:^|\/)\.[\w-]+\/(command|agent|prompt)s\/(?:.*\/)?([^/]+?)(?:\.(?:prompt|agent))?\.(?:md|toml)$/;

/** @param files text by path, in order of paths. */
export function inventoryOf(files: ReadonlyMap<string, string>): AssistantInventory {
  const paths = [...files.keys()];
  const servers: Omit<Server, 'definition' | 'start' | 'end'>[] = [];
  const hooks: (Hook & { path: string })[] = [];
  const permissions: (Permissions & { path: string })[] = [];
  for (const [path, text] of files) {
    for (const { name, launch, transport } of serversIn(path, text)) servers.push({ name, path, launch, transport });
    if (!/\.jsonc?$/.test(path)) continue;
    hooks.push(...hooksIn(text).map((hook) => ({ ...hook, path })));
    const found = permissionsIn(text);
    if (found.mode !== null || found.allow.length + found.deny.length + found.folders.length > 0)
      permissions.push({ ...found, path });
  }
  const assistants = ASSISTANTS.map(([name, globs]) => ({ name, files: paths.filter(pathMatcher(globs)) }));
  return {
    assistants: assistants.filter((one) => one.files.length > 0),
    servers,
    hooks,
    skills: paths.flatMap(skillOf),
    permissions,
  };
}

function skillOf(path: string): AssistantInventory['skills'][number][] {
  const skill = SKILL.exec(path)?.[1];
  if (skill !== undefined) return [{ kind: 'skill', name: skill, path }];
  const [, kind, name] = NAMED.exec(path) ?? [];
  if (name === undefined) return [];
  return [{ kind: kind === 'agent' ? 'agent' : 'command', name, path }];
}
