/** Text that an assistant reads as instructions when it opens the repository. */
export const INSTRUCTION_FILES: readonly string[] = [
  '**/{AGENTS,AGENT,CLAUDE,CLAUDE.local,GEMINI,WARP,JULES,CODEX,COPILOT}.md',
  '**/{.cursorrules,.windsurfrules,.clinerules,.roorules,.goosehints,.aider.conf.yml}',
  '**/.cursor/{rules,commands,agents}/**',
  '**/{.windsurf,.devin}/{rules,workflows}/**',
  '**/{.clinerules,.roo,.continue,.kiro,.augment,.trae}/**',
  '**/.github/copilot-instructions.md',
  '**/.github/{instructions,prompts,chatmodes,agents}/**',
  '**/.claude/{agents,commands,skills,output-styles,rules}/**',
  '**/{.codex,.gemini,.opencode,.amazonq,.junie,.qwen}/**/*.md',
  '**/SKILL.md',
];

/** Settings that decide what an assistant may do and which servers it starts. */
export const SETTINGS_FILES: readonly string[] = [
  '**/{.mcp,mcp,mcp_settings,mcp_config,claude_desktop_config,cline_mcp_settings}.json',
  '**/.claude/settings{,.local}.json',
  '**/.claude.json',
  '**/.cursor/{mcp,hooks,cli,permissions}.json',
  '**/.vscode/{settings,mcp,tasks}.json',
  '**/{.gemini,.qwen}/settings.json',
  '**/.codex/{config.toml,hooks.json}',
  '**/{.roo,.amazonq,.kiro,.kiro/settings,.windsurf,.junie,.junie/mcp}/*.json',
  '**/{opencode,crush}.json{,c}',
  '**/{plugin,hooks}/hooks.json',
  '**/.continue/config.{json,yaml}',
  // A person's own settings of VS Code.
  '**/Code/User/{settings,mcp}.json',
];

/** What an assistant is kept from reading. */
export const IGNORE_FILES: readonly string[] = [
  '**/.{cursor,cursorindexing,claude,copilot,codeium,gemini,cline,roo,continue,augment,windsurf}ignore',
  '**/.aiexclude',
];

/** Everything of the first two kinds. */
export const ASSISTANT_FILES: readonly string[] = [...INSTRUCTION_FILES, ...SETTINGS_FILES];
