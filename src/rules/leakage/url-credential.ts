import { defineRule } from '../../analyze/rule.ts';
import type { Candidate, SecretFormat } from '../../analyze/token/format.ts';
import { isLocalHost, isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake } from '../../lib/fake.ts';

const USER_INFO =
  /([^\s:/?#@"'`<>\\(){}[\]|,;]{0,64}):([^\s/?#@"'`<>\\|,;]{3,200})@([A-Za-z0-9._-]{1,120}|\[[0-9a-f:]{2,40}\])/y;

/** `scheme://user:password@host`: the password is the span. */
const url: SecretFormat = {
  name: 'Password in a URL',
  keywords: ['://'],
  distinctive: false,
  find(text, hit): Candidate | null {
    USER_INFO.lastIndex = hit + 3;
    const match = USER_INFO.exec(text);
    if (match === null || !/[A-Za-z]/.test(text[hit - 1] ?? '')) return null;
    const [, user, password, host] = match as unknown as [string, string, string, string];
    const stock = isStockPassword(password, user) || /^(?:user(?:name)?|login|me|name|foo)$/i.test(user);
    const local = isLocalHost(host);
    if (
      local
        ? stock || /^[a-z]+$/.test(password)
        : /^(?:pass(?:word)?|pwd|pw|secret|token|key|api_?key|p|x+|y+)$/i.test(password)
    )
      return null;
    if (/^[A-Z_]+$/.test(password) || isPlaceholder(password)) return null;
    const start = hit + 3 + user.length + 1;
    const level = local ? 'note' : stock ? 'warning' : undefined;
    return { start, end: start + password.length, body: password, verdict: 'unknown', ...(level && { level }) };
  },
};

export default defineRule({
  id: 'leakage/url-credential',
  title: 'Password in a URL',
  level: 'error',
  why: 'URLs are logged, copied and kept in history: whoever sees this one can sign in.',
  fix: 'Change the password, and put the URL together from the environment or a secret store.',
  cwe: [798, 522],
  languages: 'any',
  inTests: true,
  detect: secrets(url),
  bad: [
    `DATABASE_URL=postgres://app:«${fake('base62', 16)}»@db.acme.dev:5432/app`,
    `const broker = "amqps://svc:«Rk-${fake('base62', 9)}»@mq.acme.dev/%2f";`,
    `proxy: http://build:«${fake('base62', 12, 'p')}»@10.4.0.9:3128`,
  ],
  good: [
    'DATABASE_URL=postgres://postgres:postgres@localhost:5432/test',
    'DATABASE_URL=postgres://${DB_USER}:${DB_PASSWORD}@${DB_HOST}/app',
    'mongodb://username:password@cluster.mongodb.net/db',
    'redis://:secret@redis:6379/0 and https://example.com:8080/a@b',
    'See https://user:<password>@git.acme.dev/app.git',
  ],
});
