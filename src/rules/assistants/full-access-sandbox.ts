import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/full-access-sandbox',
  title: 'The assistant’s sandbox is open or off',
  level: 'error',
  why: 'Without the sandbox a command reaches the whole disk and the network of whoever opened the repository.',
  fix: 'Keep the sandbox on and open single folders or hosts.',
  cwe: [265, 276],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: reportMatches([
    { keyword: 'danger-full-access', expression: /^\s*sandbox_mode\s*=\s*"danger-full-access"/gm },
    {
      keyword: 'sandbox',
      expression: /"sandbox"\s*:\s*(?:false|"(?:none|off|danger-full-access)"|\{[^{}]{0,200}"enabled"\s*:\s*false)/g,
    },
    { keyword: 'allowunsandboxedcommands', expression: /"allowUnsandboxedCommands"\s*:\s*true/g },
  ]),
  bad: [
    { after: { '.codex/config.toml': 'model = "x"\n«sandbox_mode = "danger-full-access"»\n' } },
    { after: { '.gemini/settings.json': '{«"sandbox": false»}' } },
  ],
  good: [
    { after: { '.codex/config.toml': 'sandbox_mode = "workspace-write"\n' } },
    { after: { '.gemini/settings.json': '{"sandbox": "docker"}' } },
  ],
});
