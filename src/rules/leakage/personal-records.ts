import { findEmails, findPhones } from '../../analyze/personal/contacts.ts';
import { findNetworkAddresses } from '../../analyze/personal/network.ts';
import type { PersonalSpot } from '../../analyze/personal/spot.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Told one by one; a larger file is one data set, and its size is in the message. */
const MOST_TOLD = 100;
/** Fewer contacts are a maintainer's own address, a copyright line, a fixture, unless they stand in a record. */
const ENOUGH = 5;
const MANY = 50;
/** How far the fields of one record stand apart, in characters. */
const RECORD = 160;
/** Fields that only a record about a person has. */
const PERSON =
  /(?:first|last|full|given|family|sur|maiden)[ _-]?name|\b(?:date[ _-]?of[ _-]?)?birth(?:day|date)?\b|\bdob\b|\b(?:street|postal|zip)[ _-]?(?:address|code)?\b|\b(?:patient|customer|employee|passenger|applicant|subscriber)s?\b|\bsalary\b|\bgender\b|\bmobile\b|\bnationality\b/i;

/** Each value once, with its place, in the order of the text. */
function distinct(text: string, spots: readonly PersonalSpot[]): PersonalSpot[] {
  const first = new Map<string, PersonalSpot>();
  for (const spot of spots) {
    const value = text.slice(spot.start, spot.end).toLowerCase();
    if (!first.has(value)) first.set(value, spot);
  }
  return [...first.values()].sort((a, b) => a.start - b.start);
}

/** `A. B. <a@b.c>` is how people sign what they wrote themselves: commits, copyright lines, lists of thanks. */
function isSigned(text: string, { kind, start, end }: PersonalSpot): boolean {
  return kind === 'email' && text[start - 1] === '<' && text[end] === '>';
}

/** Another kind of value, or a field of a person, close by: then it is a record and no list of machines or makers. */
function inRecord(text: string, spot: PersonalSpot, all: readonly PersonalSpot[], at: number): boolean {
  if (PERSON.test(text.slice(Math.max(0, spot.start - RECORD), spot.end + RECORD))) return true;
  const near = [all[at - 2], all[at - 1], all[at + 1], all[at + 2]];
  return near.some(
    (other) =>
      other !== undefined &&
      other.kind !== spot.kind &&
      Math.abs(other.start - spot.start) < RECORD &&
      !text.slice(Math.min(other.end, spot.end), Math.max(other.start, spot.start)).includes('\n'),
  );
}

export default defineRule({
  id: 'leakage/personal-records',
  title: 'Records about people',
  level: 'note',
  why: 'A file with the addresses and numbers of people is a data set about persons: whoever clones the repository gets a copy.',
  fix: 'Take it out of the history as well, and generate records for tests.',
  cwe: [359],
  languages: ['json', 'yaml', 'xml', 'sql', 'text', 'ini'],
  paths: [
    '**',
    '!{AUTHORS,CONTRIBUTORS,MAINTAINERS,CREDITS,THANKS,CODEOWNERS,OWNERS,.mailmap,LICENSE,NOTICE,COPYING,CHANGELOG,CHANGES}*',
    '!*{LICENSE,LICENCE,NOTICE,COPYING,THIRD-PARTY,ThirdParty}*',
    '!package.json',
    '!composer.{json,lock}',
    '!package-lock.json',
    '!*.lock',
    '!**/.all-contributorsrc',
    '!pom.xml',
    '!*.nuspec',
  ],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      const { text } = context;
      const contacts = distinct(text, [...findEmails(text), ...findPhones(text)]).filter((one) => !isSigned(text, one));
      if (contacts.length === 0 && !PERSON.test(text)) return;
      const all = [...contacts, ...distinct(text, findNetworkAddresses(text))].sort((a, b) => a.start - b.start);
      const listed = new Set(contacts.length >= ENOUGH ? contacts : []);
      const told = all.filter((spot, at) => listed.has(spot) || inRecord(text, spot, all, at));
      const size = told.length > 1 ? `, one of ${told.length} in this file` : '';
      for (const { start, end, label } of told.slice(0, MOST_TOLD)) {
        context.report({
          start,
          end,
          masked: '********',
          message: `A person’s ${label} (********)${size}`,
          ...(told.length >= MANY && { level: 'warning' as const }),
        });
      }
    },
  },
  bad: [
    {
      after: {
        'data/members.csv': `name,mail\n${['«ann.lee@gmx.net»', '«bo.ek@telia.se»', '«c.diaz@uni-bonn.de»', '«d.ito@keio.ac.jp»', '«eva.k@post.cz»'].map((mail, i) => `${i},${mail}`).join('\n')}\n`,
      },
    },
    {
      after: {
        'db/seed.sql': [
          '«+49 30 9018 2201»',
          '«+33 1 42 76 40 40»',
          '«+46 8 508 280 00»',
          '«+31 20 624 1112»',
          '«+47 23 46 12 00»',
        ]
          .map((phone) => `insert into contact values ('${phone}');`)
          .join('\n'),
      },
    },
    { after: { 'data/customer.json': '{ "firstName": "Ann", "mail": "«ann.lee@gmx.net»", "ip": "«87.123.44.19»" }' } },
  ],
  good: [
    {
      after: {
        'data/members.csv':
          'ann@example.com\nbo@example.com\ncy@example.org\nd@test.dev\nsupport@acme.dev\nnoreply@acme.dev\n',
      },
    },
    { after: { AUTHORS: 'ann.lee@gmx.net\nbo.ek@telia.se\nc.diaz@uni-bonn.de\nd.ito@keio.ac.jp\neva.k@post.cz\n' } },
    {
      after: {
        'docs/thanks.txt':
          'Ann <ann.lee@gmx.net>\nBo <bo.ek@telia.se>\nC <c.diaz@uni-bonn.de>\nD <d.ito@keio.ac.jp>\nE <eva.k@post.cz>\n',
      },
    },
    { after: { 'conf/app.ini': 'sender = ann.lee@gmx.net\nphone = +1 555 0100\n' } },
    { after: { 'conf/net.yaml': 'resolver: 8.8.8.8\ngateway: 192.168.1.1\npeer: 87.123.44.19\nversion: 12.4.3.1\n' } },
  ],
});
