import { calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/cookie-unprotected',
  title: 'Cookie is set without `secure` or `httponly`',
  level: 'note',
  why: 'Without `secure` the cookie also travels readable over plain HTTP; without `httponly` every script in the page can read it.',
  fix: 'Set `secure=True`, `httponly=True` and a `samesite`, unless a script has to read the cookie.',
  cwe: [614, 1004, 1275],
  languages: ['python'],
  paths: ['!**/{dev,local,development,debug}*.py'],
  detect: calls({ python: ['*.set_cookie', '*.set_secure_cookie', '*.set_signed_cookie'] }, (call) => {
    // One argument alone is a cookie that was made elsewhere.
    const isSetting = call.arguments.length > 1 || call.option('value') !== null;
    if (!isSetting || call.hasSpread || /\*\*/.test(call.node.child('arguments')?.text ?? '')) return false;
    if (/csrf|xsrf/i.test(call.arguments[0]?.text ?? '')) return false;
    const missing = ['secure', 'httponly'].filter((name) => call.option(name) === null);
    return missing.length > 0 && { at: call.name, message: `Cookie is set without ${missing.join(' and ')}` };
  }),
  bad: [
    { after: { 'src/views.py': 'response.«set_cookie»("visitor", name)\n' } },
    { after: { 'src/views.py': 'response.«set_cookie»(key="visitor", value=name, secure=True)\n' } },
  ],
  good: [
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, secure=True, httponly=True, samesite="Lax")\n' } },
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, **FLAGS)\njar.set_cookie(cookie)\n' } },
  ],
});
