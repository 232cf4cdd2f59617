import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const SESSION = new Set([
  'session',
  'sess',
  'sid',
  'auth',
  'token',
  'jwt',
  'access',
  'refresh',
  'login',
  'remember',
  'sessionid',
  'phpsessid',
  'jsessionid',
]);
/** A token that the page's own script has to read back. */
const FOR_SCRIPTS = new Set(['csrf', 'xsrf']);

function isSession(name: unknown): boolean {
  if (typeof name !== 'string') return false;
  const words = wordsOf(name);
  return hasWord(words, SESSION) && !hasWord(words, FOR_SCRIPTS);
}

function offFlag(call: Call, names: readonly string[]) {
  const name = names.find((one) => call.optionLiteral(one)?.value === false);
  return name !== undefined ? call.option(name)!.parent : null;
}

const DJANGO = /^(?:SESSION|CSRF)_COOKIE_SECURE$|^SESSION_COOKIE_HTTPONLY$/;

export default defineRule({
  id: 'security/cookie-flags',
  title: 'Session cookie without its protection',
  level: 'warning',
  why: 'Without `HttpOnly` a script can steal the session, without `Secure` it travels readable over plain HTTP.',
  fix: 'Set `httpOnly: true`, `secure: true` and a `sameSite` for cookies that carry a session.',
  cwe: [614, 1004],
  languages: [...JAVASCRIPT, 'python'],
  paths: ['!**/{dev,local,development,debug}*.py'],
  detect: anyOf(
    calls({ javascript: ['*.cookie'] }, (call) => {
      if (!isSession(call.literal(0)?.value) || call.arguments.length < 2) return false;
      const off = offFlag(call, ['httpOnly', 'secure']);
      if (off) return off;
      return (
        call.arguments.length === 2 &&
        call.option('httpOnly') === null && {
          at: call.name,
          message: 'Session cookie is set without `httpOnly` and `secure`',
        }
      );
    }),
    calls({ javascript: ['express-session', 'cookie-session', 'koa-session'] }, (call) => {
      const off = offFlag(call, ['httpOnly']);
      if (off) return off;
      const cookie = call.option('cookie');
      const flag =
        cookie?.kind === 'object'
          ? cookie.namedChildren.find((pair) => /^["']?httpOnly["']?\s*:\s*false$/.test(pair.text))
          : undefined;
      return flag;
    }),
    calls({ python: ['*.set_cookie'] }, (call) => {
      if (!isSession((call.literal(0) ?? call.optionLiteral('key'))?.value)) return false;
      return offFlag(call, ['httponly', 'secure']);
    }),
    nodes(
      { python: ['assignment'] },
      (node) => {
        const left = node.child('left');
        const right = node.child('right');
        if (!left || !right) return false;
        const key = left.kind === 'subscript' ? literalOf(left.child('subscript')!)?.value : left.text;
        return typeof key === 'string' && DJANGO.test(key) && literalOf(right)?.value === false;
      },
      ['_cookie_secure', '_cookie_httponly'],
    ),
  ),
  repair: flipped,
  bad: [
    'res.cookie("session", id, { «httpOnly: false», secure: true });',
    'reply.«cookie»("access_token", token);',
    'import session from "express-session";\napp.use(session({ secret, cookie: { «httpOnly: false» } }));',
    { after: { 'views.py': 'response.set_cookie("sessionid", value, httponly=True, «secure=False»)\n' } },
    { after: { 'settings.py': '«SESSION_COOKIE_SECURE = False»\napp.config["x"] = False\n' } },
  ],
  good: [
    'res.cookie("session", id, { httpOnly: true, secure: true, sameSite: "lax" });',
    'res.cookie("theme", "dark", { httpOnly: false });',
    'res.cookie("csrf_token", token, { httpOnly: false, secure: true });',
    'const token = jar.cookie("session");',
    'res.cookie("session", id, options);',
    {
      after: {
        'views.py':
          'response.set_cookie("sessionid", value, httponly=True, secure=True)\nresponse.set_cookie("lang", "en", secure=False)\n',
      },
    },
    { after: { 'config/dev.py': 'SESSION_COOKIE_SECURE = False\n' } },
  ],
});
