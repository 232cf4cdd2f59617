import type { ChangedFileView } from '../../analyze/detector.ts';
import { copyrightHolders, headerLicense } from '../../analyze/license/detect.ts';
import { defineRule } from '../../analyze/rule.ts';

/** What a file's notice loses: its licence, or a holder of its copyright; null where it keeps both. */
function loss(file: ChangedFileView): string | null {
  const { before, after, language } = file;
  if (before === undefined || after === undefined || after.text.trim() === '') return null;
  const license = headerLicense(before.text, language);
  if (license !== null && headerLicense(after.text, language) === null)
    return `the notice of ${license.expression} is gone`;
  const kept = copyrightHolders(after.text);
  const lost = copyrightHolders(before.text).filter(
    (holder) => !after.text.toLowerCase().includes(holder) && !kept.includes(holder),
  );
  return lost.length > 0 ? 'the name of a copyright holder is gone' : null;
}

const notice = '// Copyright (c) 2021 Jane Roe\n// Licensed under the Apache License, Version 2.0\n\n';

export default defineRule({
  id: 'legal/removed-header',
  title: 'A licence or copyright notice was removed',
  level: 'warning',
  why: 'Nearly every licence asks that its notice stays in every copy: without it the right to use the file ends.',
  fix: 'Put the notice back; add your own line instead of replacing theirs.',
  cwe: [],
  languages: 'any',
  inTests: true,
  detect: {
    engine: 'license',
    scope: 'change',
    run(view) {
      for (const file of view.files) {
        const what = loss(file);
        if (what === null) continue;
        const line = file.after!.text.indexOf('\n');
        const end = line < 0 ? file.after!.text.length : line;
        view.report(file.path, {
          start: 0,
          end,
          message: `In ${file.path.split('/').at(-1)} ${what}`,
          confidence: 'likely',
        });
      }
    },
  },
  bad: [
    { before: { 'src/a.ts': `${notice}export const a = 1;\n` }, after: { 'src/a.ts': '«export const a = 2;»\n' } },
    {
      before: { 'src/a.ts': `${notice}export const a = 1;\n` },
      after: {
        'src/a.ts': `«// Copyright (c) 2024 Acme»\n// Licensed under the Apache License, Version 2.0\n\nexport const a = 1;\n`,
      },
    },
  ],
  good: [
    {
      before: { 'src/a.ts': `${notice}export const a = 1;\n` },
      after: {
        'src/a.ts':
          '// Copyright 2021-2024 Jane Roe and contributors\n// SPDX-License-Identifier: Apache-2.0\n\nexport const a = 2;\n',
      },
    },
    { before: { 'src/a.ts': '// Counts.\nexport const a = 1;\n' }, after: { 'src/a.ts': 'export const a = 2;\n' } },
    { before: { 'src/a.ts': `${notice}export const a = 1;\n` }, after: { 'src/b.ts': 'export const b = 1;\n' } },
  ],
});
