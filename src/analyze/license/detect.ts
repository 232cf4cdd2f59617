import type { Language } from '../../model/language.ts';

/** A licence as it is named in a text: an SPDX expression and where it stands. */
export interface NamedLicense {
  readonly expression: string;
  readonly start: number;
  readonly end: number;
}

/** A licence notice stands at the top: what is said farther down is about something else. */
const HEAD = 6000;
const SPDX = /SPDX-License-Identifier:[ \t]*([A-Za-z0-9.+() -]{2,120}?)(?=[ \t]*(?:\*\/|-->|\*\)|["'`#]|[ \t]\*|$))/m;
/** Words by which a notice puts this file under the licence; without them the licence is only talked about. */
const GRANT =
  /redistribute|under (?:the )?(?:terms|conditions)|(?:licen[sc]ed|distributed|released|available|covered|provided|published|made available) under|subject to|governed by|is free software|permission(?: notice)? is|use of this (?:source|file|software)/i;

const NOTICES: readonly (readonly [RegExp, string])[] = [
  [/GNU\s+Affero\s+General\s+Public\s+Licen[sc]e/i, 'AGPL-3.0-or-later'],
  [/GNU\s+(?:Lesser|Library)\s+General\s+Public\s+Licen[sc]e/i, 'LGPL-2.1-or-later'],
  [/GNU\s+General\s+Public\s+Licen[sc]e|\bGNU\s+GPL\b|\bGPL\s?v[23]\b/i, 'GPL-3.0-or-later'],
  [/Mozilla\s+Public\s+Licen[sc]e/i, 'MPL-2.0'],
  [/Eclipse\s+Public\s+Licen[sc]e/i, 'EPL-2.0'],
  [/Common\s+Development\s+and\s+Distribution\s+Licen[sc]e/i, 'CDDL-1.0'],
  [/Business\s+Source\s+Licen[sc]e/i, 'BUSL-1.1'],
  [/Server\s+Side\s+Public\s+Licen[sc]e/i, 'SSPL-1.0'],
  [/Elastic\s+Licen[sc]e/i, 'Elastic-2.0'],
  [/Commons\s+Clause/i, 'Commons-Clause'],
  [/Creative\s+Commons\s+Attribution-?\s?NonCommercial|\bCC[- ]BY-NC/i, 'CC-BY-NC-4.0'],
  [/Creative\s+Commons\s+Attribution-?\s?ShareAlike|\bCC[- ]BY-SA/i, 'CC-BY-SA-4.0'],
  [/Apache\s+Licen[sc]e,?\s+Version\s+2/i, 'Apache-2.0'],
  [/Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge|\bMIT\s+Licen[sc]e\b|\bMIT-style\b/i, 'MIT'],
  [
    /Redistribution\s+and\s+use\s+in\s+source\s+and\s+binary\s+forms|\bBSD(?:-style|\s+\d-Clause|\s+licen[sc]e)/i,
    'BSD-3-Clause',
  ],
  [/Permission\s+to\s+use,\s+copy,\s+modify,\s+and(?:\/or)?\s+distribute\s+this\s+software/i, 'ISC'],
  [/Boost\s+Software\s+Licen[sc]e/i, 'BSL-1.0'],
  [/free\s+and\s+unencumbered\s+software/i, 'Unlicense'],
];

/** Prose and data talk about licences: a notice is looked for in code only. */
const PROSE: ReadonlySet<Language> = new Set(['markdown', 'text', 'json', 'binary']);

/** The licence in the notice at the top of a source file, or null: only its leading comments count. */
export function headerLicense(text: string, language: Language): NamedLicense | null {
  if (PROSE.has(language)) return null;
  const head = leadingComments(text.slice(0, HEAD));
  const spdx = SPDX.exec(head);
  if (spdx !== null) {
    return { expression: spdx[1]!.trim(), start: spdx.index, end: spdx.index + spdx[0].length };
  }
  if (!GRANT.test(head)) return null;
  for (const [phrase, id] of NOTICES) {
    const match = phrase.exec(head);
    if (match !== null)
      return { expression: versioned(id, head), start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** `version 2` in the notice makes `GPL-2.0`; `or later` is kept. */
function versioned(id: string, head: string): string {
  if (!/^A?L?GPL/.test(id)) return id;
  const version = /version\s+(\d(?:\.\d)?)|\bv(\d(?:\.\d)?)\b/i.exec(head);
  const number = version?.[1] ?? version?.[2];
  const later = /any\s+later|or\s+later/i.test(head) ? 'or-later' : 'only';
  return number === undefined ? id : `${id.split('-')[0]}-${number.includes('.') ? number : `${number}.0`}-${later}`;
}

const COMMENT_LINE =
  /^\s*(?:\/\/|\/\*|\*|#|--|;|<!--|%|"""|'''|\{-|\(\*|rem\b|@rem\b|dnl\b|<\?php|<\?xml|=begin|!|\.\.)/i;
const BLOCK_OPEN = /^\s*(?:\/\*|<!--|"""|'''|\{-|\(\*|=begin)/;
const BLOCK_CLOSE = /\*\/|-->|"""\s*$|'''\s*$|-\}|\*\)|^=end/;

/** The text up to the first line of code, at the same offsets. */
export function leadingComments(head: string): string {
  let at = 0;
  let inBlock = false;
  while (at < head.length) {
    const newline = head.indexOf('\n', at);
    const end = newline < 0 ? head.length : newline;
    const line = head.slice(at, end);
    if (inBlock) inBlock = !BLOCK_CLOSE.test(line);
    else if (BLOCK_OPEN.test(line)) inBlock = !BLOCK_CLOSE.test(line.replace(BLOCK_OPEN, ''));
    else if (
      line.trim() !== '' &&
      !COMMENT_LINE.test(line) &&
      !/^\s*(?:package|namespace|'use strict'|"use strict")/.test(line)
    )
      break;
    at = end + 1;
  }
  return head.slice(0, at);
}

/** `Copyright (c) 2020 Acme` and its kin: the holders, without years, in lower case. */
export function copyrightHolders(text: string): string[] {
  const head = leadingComments(text.slice(0, HEAD));
  const lines = head.matchAll(
    /(?:copyright|©|\(c\))[ \t]*(?:\(c\)|©|:)?[ \t]*(?:[\d ,–-]|present)*[ \t]*(?:by[ \t]+)?([^\n*<>]{2,80})/gi,
  );
  const holders = [...lines].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(
        /all rights reserved.*|\(c\)|©|copyright|[\d,–-]|\b(?:present|inc|llc|ltd|gmbh|corp(?:oration)?|the)\b|[.*#/"']/g,
        ' ',
      )
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return [...new Set(holders.filter((holder) => holder.length > 1))];
}

/** True for the files in which a project states its licence. */
export function isLicenseFile(path: string): boolean {
  return /(?:^|\/)(?:(?:un)?licen[cs]es?|copying(?:\.lesser)?)(?:[-._](?:mit|apache|apache2|bsd|[al]?gpl|mpl|isc|epl|cc|unlicense|third-?party)[\w.-]{0,12})?(?:\.(?:md|txt|rst|adoc|html))?$/i.test(
    path,
  );
}

/** The licence whose text (or name) a licence file holds, or null. */
export function licenseOfText(text: string): NamedLicense | null {
  const head = text.slice(0, 8000);
  const title =
    /^\s*(?:#+\s*)?GNU\s+(AFFERO|LESSER|LIBRARY)?\s*GENERAL\s+PUBLIC\s+LICENSE\s+Version\s+(\d(?:\.\d)?)/im.exec(head);
  if (title !== null) {
    const family = { affero: 'AGPL', lesser: 'LGPL', library: 'LGPL' }[(title[1] ?? '').toLowerCase()] ?? 'GPL';
    const version = title[2]!.includes('.') ? title[2]! : `${title[2]!}.0`;
    const start = title.index + title[0].search(/\S/);
    return { expression: `${family}-${version}-only`, start, end: title.index + title[0].length };
  }
  const spdx = SPDX.exec(head);
  if (spdx !== null) return { expression: spdx[1]!.trim(), start: spdx.index, end: spdx.index + spdx[0].length };
  let first: NamedLicense | null = null;
  for (const [phrase, id] of [...NOTICES, [/Apache\s+Licen[sc]e\s+Version\s+2/i, 'Apache-2.0'] as const]) {
    const match = phrase.exec(head);
    if (match === null || (first !== null && first.start <= match.index)) continue;
    first = { expression: id, start: match.index, end: match.index + match[0].length };
  }
  return first;
}
