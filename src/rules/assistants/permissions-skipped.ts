import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/permissions-skipped',
  title: 'The assistant’s questions are switched off for everybody',
  level: 'error',
  why: 'In the repository’s settings this holds for whoever opens it: commands run, files change and tools are called unasked.',
  fix: 'Take it out of the shared settings; allow single commands instead.',
  cwe: [276, 862],
  languages: 'any',
  paths: [
    ...SETTINGS_FILES,
    '.github/workflows/*',
    '**/*.{sh,yml,yaml}',
    '**/package.json',
    '**/Makefile',
    '**/.devcontainer/**',
  ],
  inTests: true,
  detect: reportMatches([
    { keyword: 'bypasspermissions', expression: /"(?:defaultMode|permissionMode)"\s*:\s*"bypassPermissions"/g },
    {
      keyword: 'allowdangerouslyskippermissions',
      expression: /"(?:[\w.-]*\.)?allowDangerouslySkipPermissions"\s*:\s*true/g,
    },
    { keyword: 'skipdangerousmodepermissionprompt', expression: /"skipDangerousModePermissionPrompt"\s*:\s*true/g },
    { keyword: 'autoapprove', expression: /"chat\.tools\.(?:global\.)?autoApprove"\s*:\s*true/g },
    { keyword: 'approval_policy', expression: /^\s*approval_policy\s*=\s*"never"/gm },
    {
      keyword: 'yolo',
      expression: /"(?:[\w.-]*\.)?(?:yolo|yoloMode|enableYolo|autoAccept)"\s*:\s*true|"approvalMode"\s*:\s*"yolo"/g,
    },
    { keyword: 'autoaccept', expression: /"(?:[\w.-]*\.)?autoAccept"\s*:\s*true/g },
    {
      keyword: '--dangerously-',
      expression: /--dangerously-(?:skip-permissions|bypass-approvals-and-sandbox)\b/g,
      outsideOf: /never|don't|do not|#\s/i,
    },
  ]),
  bad: [
    { after: { '.claude/settings.json': '{"permissions":{«"defaultMode": "bypassPermissions"»}}' } },
    { after: { '.vscode/settings.json': '{\n  «"chat.tools.autoApprove": true»\n}\n' } },
    { after: { '.codex/config.toml': '«approval_policy = "never"»\n' } },
    { after: { 'scripts/agent.sh': 'claude -p "fix it" «--dangerously-skip-permissions»\n' } },
  ],
  good: [
    { after: { '.claude/settings.json': '{"permissions":{"defaultMode":"acceptEdits","allow":["Bash(npm test)"]}}' } },
    { after: { '.vscode/settings.json': '{\n  "chat.tools.autoApprove": false\n}\n' } },
    { after: { 'scripts/agent.sh': '# never use --dangerously-skip-permissions here\nclaude -p "fix it"\n' } },
  ],
});
