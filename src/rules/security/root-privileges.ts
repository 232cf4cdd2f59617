import { calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/root-privileges',
  title: 'Program takes on the rights of root',
  level: 'warning',
  why: 'A mistake anywhere after this point is made with every right on the machine.',
  fix: 'Start with the rights that are needed, and give them up (`setgroups`, `setgid`, `setuid` to a user of its own) as early as possible.',
  cwe: [250, 269],
  languages: ['python'],
  detect: calls(
    { python: ['os.setuid', 'os.seteuid', 'os.setreuid', 'os.setresuid', 'os.setgid', 'os.setegid'] },
    (call) => call.arguments.some((_, index) => call.literal(index)?.value === 0),
  ),
  bad: ['import os\n«os.setuid(0)»\nos.makedirs(path)\n', 'import os\n«os.seteuid(0)»\n'],
  good: ['import os\nos.setgid(group)\nos.setuid(user)\n', 'import os\nos.setuid(1000)\n'],
});
