import { arrivingLicense } from '../../analyze/license/arrival.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'legal/restricted-license',
  title: 'Code under a licence that restricts its use arrives',
  level: 'error',
  why: 'A licence that is not open source (no commercial use, no competing service, no changes) binds everybody who uses the project.',
  fix: 'Take the file out, or get it under terms that the project can keep.',
  cwe: [],
  languages: 'any',
  inTests: true,
  detect: arrivingLicense(({ file, license, strength }, view) => {
    if (strength !== 'restricted') return;
    view.report(file.path, {
      start: license.start,
      end: license.end,
      message: `${license.expression} arrives, which is not an open-source licence`,
      confidence: 'likely',
    });
  }),
  bad: [
    { after: { 'src/cache.go': '// «SPDX-License-Identifier: BUSL-1.1»\n\npackage cache\n' } },
    {
      after: {
        'src/model.py':
          '# Released under the terms of the «Creative Commons Attribution-NonCommercial» 4.0 licence.\nx = 1\n',
      },
    },
  ],
  good: [
    { after: { 'src/cache.go': '// SPDX-License-Identifier: MIT\n\npackage cache\n' } },
    { after: { 'src/model.py': '"""Reads models; the Business Source License of the old one is gone."""\nx = 1\n' } },
    {
      before: { 'src/cache.go': '// SPDX-License-Identifier: BUSL-1.1\n\npackage cache\n' },
      after: { 'src/cache.go': '// SPDX-License-Identifier: BUSL-1.1\n\npackage cache\n\nvar size = 1\n' },
    },
  ],
});
