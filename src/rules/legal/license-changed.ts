import { isLicenseFile, licenseOfText } from '../../analyze/license/detect.ts';
import { defineRule } from '../../analyze/rule.ts';

const mit = 'MIT License\n\nCopyright (c) 2024 Acme\n\nPermission is hereby granted, free of charge\n';

export default defineRule({
  id: 'legal/license-changed',
  title: 'The licence of the project changes',
  level: 'error',
  why: 'Another licence binds all who use the project, and needs the consent of everybody who holds a copyright in it.',
  fix: 'Put the old text back unless those who decide about licences asked for the new one.',
  cwe: [],
  languages: 'any',
  inTests: true,
  detect: {
    engine: 'license',
    scope: 'change',
    run(view) {
      for (const { path, before, after, previousPath } of view.files) {
        if (before === undefined || !isLicenseFile(previousPath ?? path)) continue;
        const old = licenseOfText(before.text);
        const now = after === undefined ? null : licenseOfText(after.text);
        if (old === null || old.expression === now?.expression) continue;
        const text = (after ?? before).text;
        const to =
          now === null
            ? after === undefined
              ? 'nothing: the file is gone'
              : 'a text that is not known'
            : now.expression;
        view.report(path, {
          start: now?.start ?? 0,
          end: now?.end ?? Math.max(0, text.indexOf('\n')),
          message: `The licence goes from ${old.expression} to ${to}`,
          // A licence file below the top is of one part only, most often vendored.
          ...(path.includes('/') && { level: 'warning' as const }),
          confidence: 'likely',
        });
      }
    },
  },
  bad: [
    {
      before: { LICENSE: mit },
      after: {
        LICENSE:
          '                    «GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3», 19 November 2007\n',
      },
    },
    { before: { 'LICENSE.md': mit }, after: { 'LICENSE.md': '«# Terms»\n\nAll rights belong to Acme.\n' } },
  ],
  good: [
    { before: { LICENSE: mit }, after: { LICENSE: mit.replace('2024', '2024-2026') } },
    { before: { LICENSE: 'Ask us.\n' }, after: { LICENSE: mit } },
    { before: { 'docs/license-guide.md': mit }, after: { 'docs/license-guide.md': '# Which licence?\n' } },
  ],
});
