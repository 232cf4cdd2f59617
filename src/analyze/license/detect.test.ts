import { expect, test } from 'vitest';
import { copyrightHolders, headerLicense, isLicenseFile, leadingComments, licenseOfText } from './detect.ts';

test('a notice counts in the comments at the top, not below the first line of code', () => {
  expect(headerLicense('// SPDX-License-Identifier: MIT\ncode();', 'javascript')?.expression).toBe('MIT');
  expect(headerLicense('code();\n// SPDX-License-Identifier: MIT', 'javascript')).toBeNull();
  expect(headerLicense('#!/bin/sh\n\n# SPDX-License-Identifier: 0BSD\n', 'shell')?.expression).toBe('0BSD');
});

test('the version and `or later` of a GNU licence are read from the notice', () => {
  const notice = (words: string) =>
    `# This is free software under the terms of the GNU General Public License${words}\n`;
  expect(headerLicense(notice(', version 2'), 'python')?.expression).toBe('GPL-2.0-only');
  expect(headerLicense(notice(', version 3, or any later version'), 'python')?.expression).toBe('GPL-3.0-or-later');
  expect(headerLicense(notice('').replace('General', 'Lesser General'), 'python')?.expression).toBe(
    'LGPL-2.1-or-later',
  );
});

test('a licence that is only talked about is no notice', () => {
  expect(headerLicense('# Checks whether the GNU General Public License fits.\n', 'python')).toBeNull();
  expect(headerLicense('Licensed under the MIT License.', 'markdown')).toBeNull();
});

test('the text of a licence file is known by its title', () => {
  expect(licenseOfText('GNU LESSER GENERAL PUBLIC LICENSE\n   Version 2.1, February 1999')?.expression).toBe(
    'LGPL-2.1-only',
  );
  expect(licenseOfText('   Apache License\n   Version 2.0, January 2004')?.expression).toBe('Apache-2.0');
  expect(licenseOfText('All rights reserved.')).toBeNull();
});

test('licence files have the names that projects give them', () => {
  for (const path of ['LICENSE', 'a/COPYING', 'LICENSE-MIT', 'License.txt', 'LICENSE-APACHE.md'])
    expect(isLicenseFile(path)).toBe(true);
  for (const path of ['license.ts', 'docs/license-guide.md', 'licenses.json']) expect(isLicenseFile(path)).toBe(false);
});

test('holders are compared without years and marks', () => {
  expect(copyrightHolders('// Copyright (c) 2019-2024 Jane Roe\n')).toEqual(
    copyrightHolders('// Copyright 2025 Jane Roe.\n'),
  );
  expect(copyrightHolders('x = "Copyright 2020 Nobody"')).toEqual([]);
});

test('a comment that is never closed, and a file of one line, end', () => {
  expect(leadingComments(`/*${'x\n'.repeat(1000)}`)).toHaveLength(2002);
  expect(leadingComments('code')).toBe('');
});
