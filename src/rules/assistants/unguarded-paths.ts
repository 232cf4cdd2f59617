import { permissionsIn } from '../../analyze/assistants/settings.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Reading that leaves the repository: the home folder, the root, or a folder above. */
const WIDE_READ = /^(?:Read|Glob|Grep|Bash\(cat)[(\s:]+(?:~|\/\/|\/(?!\w+\/\w)|\$HOME)|^Read\((?:\*\*|\*)\)$/;
const WIDE_FOLDER = /^(?:~\/?|\/|\$HOME\/?|\/home\/?|\/Users\/?|[A-Za-z]:\\?)$/;
const GUARD = /\.ssh|\.aws|\.env|credential|secret|\.pem|id_rsa|\.gnupg|\.kube|\.netrc/i;

export default defineRule({
  id: 'assistants/unguarded-paths',
  title: 'Wide reading is allowed and no sensitive path is denied',
  level: 'warning',
  why: 'With the home folder or the whole disk open, keys and credentials are one request away from a model’s context.',
  fix: 'Allow the repository only, or deny what is sensitive: `Read(~/.ssh/**)`, `Read(~/.aws/**)`, `Read(**/.env*)`.',
  cwe: [522, 276],
  languages: 'any',
  paths: ['**/.claude/settings{,.local}.json', '**/.cursor/{cli,permissions}.json', '**/.gemini/settings.json'],
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['"allow"', 'directories'],
    scan(context) {
      const { allow, deny, folders } = permissionsIn(context.text);
      if (deny.some((rule) => GUARD.test(rule))) return;
      const wide = [
        ...allow.filter((rule) => WIDE_READ.test(rule)),
        ...folders.filter((folder) => WIDE_FOLDER.test(folder)),
      ];
      for (const entry of new Set(wide)) {
        const quoted = JSON.stringify(entry);
        const start = context.text.indexOf(quoted);
        if (start >= 0) context.report({ start, end: start + quoted.length, confidence: 'likely' });
      }
    },
  },
  bad: [
    { after: { '.claude/settings.json': '{"permissions":{"allow":["Edit",«"Read(~/**)"»]}}' } },
    { after: { '.claude/settings.json': '{"permissions":{"additionalDirectories":[«"~"»]}}' } },
  ],
  good: [
    { after: { '.claude/settings.json': '{"permissions":{"allow":["Read(~/**)"],"deny":["Read(~/.ssh/**)"]}}' } },
    { after: { '.claude/settings.json': '{"permissions":{"allow":["Read(src/**)","Bash(npm test)"]}}' } },
    {
      after: {
        '.claude/settings.json': '{"permissions":{"additionalDirectories":["../docs"],"allow":["Read(/src/lib/**)"]}}',
      },
    },
  ],
});
