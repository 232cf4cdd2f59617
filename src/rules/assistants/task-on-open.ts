import { replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/task-on-open',
  title: 'A command that runs when the folder is opened',
  level: 'warning',
  why: 'Looking at the repository in an editor is enough to run it, outside of any container.',
  fix: 'Let people start the task; prepare the workspace in the container instead.',
  cwe: [829, 506],
  languages: 'any',
  paths: ['**/.vscode/tasks.json', '**/*.code-workspace', '**/.devcontainer/**', '**/.devcontainer.json'],
  inTests: true,
  detect: reportMatches([
    { keyword: 'folderopen', expression: /"runOn"\s*:\s*"folderOpen"/g },
    // Runs on the host, before there is a container.
    {
      keyword: 'initializecommand',
      expression: /"initializeCommand"\s*:/g,
      message: 'This command runs on the host, before there is a container',
    },
  ]),
  repair: replacing(/(?<=:\s*)"folderOpen"$/, '"default"'),
  bad: [
    { after: { '.vscode/tasks.json': '{"tasks":[{"label":"x","runOptions":{«"runOn": "folderOpen"»}}]}' } },
    { after: { '.devcontainer/devcontainer.json': '{«"initializeCommand":» "sh setup.sh"}' } },
  ],
  good: [
    { after: { '.vscode/tasks.json': '{"tasks":[{"label":"x","runOptions":{"runOn":"default"}}]}' } },
    { after: { '.devcontainer/devcontainer.json': '{"postCreateCommand":"npm ci"}' } },
  ],
});
