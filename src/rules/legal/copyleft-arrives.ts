import { arrivingLicense, projectStrength } from '../../analyze/license/arrival.ts';
import { defineRule } from '../../analyze/rule.ts';

const gpl = `/*
 * This program is free software: you can redistribute it and/or modify it under the terms of
 * the «GNU General Public License» as published by the Free Software Foundation, either version 3
 * of the License, or (at your option) any later version.
 */
int main(void) { return 0; }
`;

export default defineRule({
  id: 'legal/copyleft-arrives',
  title: 'Copyleft code arrives in the project',
  level: 'error',
  why: 'A copyleft licence asks that what is built with the file is passed on under the same terms, which the project’s own licence does not do.',
  fix: 'Take the file out, get it under another licence from its author, or agree with whoever decides about licences.',
  cwe: [],
  languages: 'any',
  inTests: true,
  detect: arrivingLicense(({ file, license, strength }, view) => {
    if (strength !== 'strong' && strength !== 'weak') return;
    const own = projectStrength(view.projectLicenses);
    if (own === 'strong' || own === 'restricted') return;
    const certain = strength === 'strong' && own !== null;
    view.report(file.path, {
      start: license.start,
      end: license.end,
      message: `${license.expression} arrives in a project under ${view.projectLicenses.join(', ') || 'an unknown licence'}`,
      level: certain ? 'error' : 'warning',
      confidence: 'likely',
    });
  }),
  bad: [
    { after: { 'src/main.c': gpl } },
    { after: { 'src/net.py': '#!/usr/bin/env python3\n# «SPDX-License-Identifier: AGPL-3.0-only»\nimport socket\n' } },
    { after: { 'src/tree.ts': '// «SPDX-License-Identifier: MPL-2.0»\nexport const tree = [];\n' } },
    {
      after: {
        'third_party/zip/COPYING':
          '                    «GNU GENERAL PUBLIC LICENSE\n                       Version 2», June 1991\n',
      },
    },
  ],
  good: [
    { after: { 'src/main.c': '// SPDX-License-Identifier: Apache-2.0\nint main(void) { return 0; }\n' } },
    { after: { 'src/dual.js': '/*! SPDX-License-Identifier: (MIT OR GPL-3.0-or-later) */\nexport default 1;\n' } },
    {
      before: { 'src/main.c': gpl.replace(/[«»]/g, '') },
      after: { 'src/main.c': gpl.replace(/[«»]/g, '').replace('return 0', 'return 1') },
    },
    {
      after: {
        'src/licenses.py': 'KNOWN = {"GPL": "redistribute it under the terms of the GNU General Public License"}\n',
      },
    },
    { after: { 'docs/faq.md': 'May I use it under the terms of the GNU General Public License? No.\n' } },
  ],
});
