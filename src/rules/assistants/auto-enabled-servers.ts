import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/auto-enabled-servers',
  title: 'Tool servers of the repository start without a question',
  level: 'warning',
  why: 'A server is a program: with this, opening a branch runs whatever it adds to the list.',
  fix: 'Let each person approve servers, or name the ones that are trusted.',
  cwe: [829, 276],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: reportMatches([
    { keyword: 'enableallprojectmcpservers', expression: /"enableAllProjectMcpServers"\s*:\s*true/g },
    { keyword: 'chat.mcp', expression: /"chat\.mcp\.(?:autostart|discovery\.enabled)"\s*:\s*(?:true|"always")/g },
    { keyword: '"trust"', expression: /"trust"\s*:\s*true/g },
  ]),
  repair: flipped,
  bad: [
    { after: { '.claude/settings.json': '{«"enableAllProjectMcpServers": true»}' } },
    { after: { '.gemini/settings.json': '{"mcpServers":{"a":{"command":"a",«"trust": true»}}}' } },
  ],
  good: [
    { after: { '.claude/settings.json': '{"enabledMcpjsonServers":["github"]}' } },
    { after: { '.claude/settings.json': '{"enableAllProjectMcpServers": false}' } },
  ],
});
