import { defineRule } from '../../analyze/rule.ts';
import type { Candidate, SecretFormat } from '../../analyze/token/format.ts';
import { isLocalHost, isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake } from '../../lib/fake.ts';

const VALUE = /(?:password|pwd)[ ]?=[ ]?([^;"'`&\s<>{}]{3,128})/iy;
const SERVER =
  /(?:server|data source|host|addr(?:ess)?|network address)[ ]?=[ ]?(?:tcp:)?([\w.\-()\\]{1,120})|jdbc:[a-z0-9:]{2,30}\/\/([\w.-]{1,120})/i;

/** `Server=…;Password=…` and `jdbc:…?password=…`: a password in a string that also says where to. */
const connection: SecretFormat = {
  name: 'Password in a connection string',
  keywords: ['password=', 'pwd=', 'password =', 'pwd ='],
  distinctive: false,
  find(text, hit): Candidate | null {
    if (!/[;&?"' \n]/.test(text[hit - 1] ?? ';')) return null;
    VALUE.lastIndex = hit;
    const match = VALUE.exec(text);
    if (match === null) return null;
    const start = VALUE.lastIndex - match[1]!.length;
    const line = lineAround(text, hit);
    const server = SERVER.exec(line);
    if (server === null || !/[;&?]/.test(line)) return null;
    const host = server[1] ?? server[2]!;
    const local = isLocalHost(host) || /^[.(]/.test(host);
    const password = match[1]!;
    if (isPlaceholder(password) || isStockPassword(password) || (local && /^\w{1,12}$/.test(password))) return null;
    return { start, end: VALUE.lastIndex, body: password, verdict: 'unknown', ...(local && { level: 'note' }) };
  },
};

function lineAround(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('\n', at) + 1, at - 400);
  const end = text.indexOf('\n', at);
  return text.slice(from, Math.min(end < 0 ? text.length : end, at + 400));
}

export default defineRule({
  id: 'leakage/connection-string',
  title: 'Password in a connection string',
  level: 'error',
  why: 'The string says where the database is and how to get in.',
  fix: 'Change the password, and put the string together from the environment or a secret store, or use managed identity.',
  cwe: [798, 522],
  languages: 'any',
  inTests: true,
  detect: secrets(connection),
  bad: [
    `"Server=tcp:sql.acme.dev,1433;User ID=app;Password=«${fake('base62', 14)}»;Encrypt=true"`,
    `spring.datasource.url=jdbc:mysql://db.acme.dev:3306/app?user=app&password=«${fake('base62', 12)}»`,
  ],
  good: [
    '"Server=localhost;Database=test;User Id=sa;Password=Passw0rd"',
    '"Server=sql.acme.dev;User ID=app;Password={0}"',
    'jdbc:mysql://db.acme.dev/app?user=app&password=${DB_PASSWORD}',
    `<a href="/reset?host=1&amp;id=3">password=strong</a>`,
  ],
});
