import { arrivingLicense } from '../../analyze/license/arrival.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'legal/foreign-license',
  title: 'A file with a licence of its own arrives',
  level: 'note',
  why: 'Somebody else’s file, even under a permissive licence, asks that its notice is kept and passed on.',
  fix: 'Keep the notice in the file and name the origin in NOTICE or the list of third-party code.',
  cwe: [],
  languages: 'any',
  inTests: true,
  detect: arrivingLicense(({ file, license, strength, inLicenseFile }, view) => {
    // The project's own licence file at the top is another rule's; without a known project licence nothing is foreign.
    if (strength !== 'permissive' || view.projectLicenses.length === 0) return;
    if (inLicenseFile && !file.path.includes('/')) return;
    view.report(file.path, {
      start: license.start,
      end: license.end,
      message: `${license.expression} here, ${view.projectLicenses.join(', ')} in the project: keep the notice and name the origin`,
    });
  }),
  bad: [
    { after: { 'vendor/pad.js': '/**\n * pad is available under the «MIT License».\n */\nmodule.exports = pad;\n' } },
    {
      after: {
        'third_party/lz/LICENSE': '«Redistribution and use in source and binary forms», with or without modification\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/pad.js': '// Copyright 2024 Acme\n// SPDX-License-Identifier: Apache-2.0\nmodule.exports = pad;\n',
      },
    },
    { after: { 'src/pad.js': '// Pads text.\nmodule.exports = pad;\n' } },
    { after: { LICENSE: 'MIT License\n\nCopyright (c) 2024 Acme\n' } },
  ],
});
