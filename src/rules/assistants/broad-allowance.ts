import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/broad-allowance',
  title: 'Every command or tool is allowed without a question',
  level: 'error',
  why: 'With a wildcard the list of allowed commands allows all of them, also those that an injected text asks for.',
  fix: 'Name the commands that are needed: `Bash(npm run test:*)`.',
  cwe: [276, 183],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: reportMatches([
    // Only in a list of what is allowed: a deny list may name everything.
    {
      keyword: 'bash',
      expression: /"(?:Bash|Shell)(?:\((?:\*|\*:\*|:\*)\))?"/g,
      inside: /"allow"\s{0,4}:\s{0,4}\[[^\]]*$/,
    },
    {
      keyword: '"*"',
      expression: /"\*"/g,
      inside: /"(?:allow|autoApprove|alwaysAllow|autoAllow|allowedTools|trustedTools)"\s{0,4}:\s{0,4}\[[^\]]*$/,
    },
    {
      keyword: 'autoapprove',
      expression: /"chat\.tools\.terminal\.autoApprove"\s*:\s*\{[^}]{0,1000}"\/?(?:\.\*|\*)\/?"\s*:\s*true/g,
    },
    {
      keyword: '"run_shell_command"',
      expression: /"(?:run_shell_command|ShellTool)"/g,
      inside: /"(?:coreTools|allowedTools|allowed)"\s{0,4}:\s{0,4}\[[^\]]*$/,
    },
  ]),
  bad: [
    { after: { '.claude/settings.json': '{"permissions":{"allow":["Read", «"Bash(*)"»]}}' } },
    { after: { '.mcp.json': '{"mcpServers":{"a":{"command":"a","autoApprove":[«"*"»]}}}' } },
    { after: { '.claude/settings.local.json': '{"permissions":{"allow":[«"Bash"»,"Edit"]}}' } },
  ],
  good: [
    {
      after: {
        '.claude/settings.json': '{"permissions":{"allow":["Bash(npm run test:*)","Read"],"deny":["Bash(*)"]}}',
      },
    },
    { after: { '.mcp.json': '{"mcpServers":{"a":{"command":"a","autoApprove":["search"]}}}' } },
    { after: { 'package.json': '{"allow":["Bash(*)"]}' } },
  ],
});
