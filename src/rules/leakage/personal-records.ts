import { defineRule } from '../../analyze/rule.ts';

const DOMAIN = /@(?:[A-Za-z0-9-]{1,60}\.){1,4}[A-Za-z]{2,18}(?![\w-])/y;
/** Addresses of nobody: reserved and example domains, machines, lists, roles, hashes in front of the sign. */
const NOBODY =
  /@(?:.*\.)?(?:example|test|invalid|localhost|local|acme|foo|bar|domain|email|company|your[\w-]*|sample|mail)\.|@(?:example|test|localhost)\b|users\.noreply\.|@(?:[\w-]+\.)*(?:github|gitlab)\.com$|^(?:no-?reply|info|support|admin|root|git|hello|contact|team|security|help|sales|user|test|foo|bar|name|you|me|dev|webmaster|postmaster|abuse|legal|privacy|jobs|press|office|mail|email|bot|ci)(?:[._+\d-].*)?@|\.(?:png|jpe?g|gif|svg|js|css|webp)$/i;
const PHONE = /\+[1-9]\d{0,2}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w.])/y;
const FAKE_PHONE = /555[ .-]?\d{2}|1234567|0{5}|(\d)\1{5}/;
const MOST_TOLD = 3;
/** Fewer are a maintainer's own address, a copyright line, a fixture. */
const ENOUGH = 5;

/** Each once, with its place; found from the one character that all of them have. */
function addressesIn(text: string, people: Map<string, number>): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at;
    if (!DOMAIN.test(text)) continue;
    let start = at;
    while (start > 0 && at - start < 60 && /[\w.+-]/.test(text[start - 1]!)) start--;
    const address = text.slice(start, DOMAIN.lastIndex).toLowerCase();
    if (!/^[a-z0-9][\w.+-]+@/.test(address) || NOBODY.test(address) || people.has(address)) continue;
    people.set(address, start);
  }
}

function telephonesIn(text: string, people: Map<string, number>): void {
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
    PHONE.lastIndex = at;
    if (/[\w+.]/.test(text[at - 1] ?? ' ') || !PHONE.test(text)) continue;
    const number = text.slice(at, PHONE.lastIndex);
    const digits = number.replace(/\D/g, '').length;
    if (digits >= 9 && digits <= 15 && !FAKE_PHONE.test(number) && !people.has(number)) people.set(number, at);
  }
}

export default defineRule({
  id: 'leakage/personal-records',
  title: 'A list of people’s addresses or numbers',
  level: 'note',
  why: 'A file with the addresses of many people is a data set about persons: whoever clones the repository gets a copy.',
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
      const people = new Map<string, number>();
      addressesIn(text, people);
      telephonesIn(text, people);
      if (people.size < ENOUGH) return;
      for (const [value, start] of [...people].slice(0, MOST_TOLD)) {
        context.report({
          start,
          end: start + value.length,
          masked: '********',
          message: `One of ${people.size} addresses or telephone numbers in this file (********)`,
          ...(people.size >= 50 && { level: 'warning' as const }),
        });
      }
    },
  },
  bad: [
    {
      after: {
        'data/members.csv': `name,mail\n${['«ann.lee@gmx.net»', '«bo.ek@telia.se»', '«c.diaz@uni-bonn.de»', 'd.ito@keio.ac.jp', 'eva.k@post.cz'].map((mail, i) => `${i},${mail}`).join('\n')}\n`,
      },
    },
    {
      after: {
        'db/seed.sql': [
          '«+49 30 9018 2201»',
          '«+33 1 42 76 40 40»',
          '«+46 8 508 280 00»',
          '+31 20 624 1112',
          '+47 23 46 12 00',
        ]
          .map((phone) => `insert into contact values ('${phone}');`)
          .join('\n'),
      },
    },
  ],
  good: [
    {
      after: {
        'data/members.csv':
          'ann@example.com\nbo@example.com\ncy@example.org\nd@test.dev\nsupport@acme.dev\nnoreply@acme.dev\n',
      },
    },
    { after: { AUTHORS: 'ann.lee@gmx.net\nbo.ek@telia.se\nc.diaz@uni-bonn.de\nd.ito@keio.ac.jp\neva.k@post.cz\n' } },
    { after: { 'conf/app.ini': 'sender = ann.lee@gmx.net\nphone = +1 555 0100\n' } },
  ],
});
