import { calls } from '../../analyze/pattern/detectors.ts';
import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/insecure-cookie',
  title: 'Cookie that is sent over plain HTTP on purpose',
  level: 'note',
  why: 'With `secure=False` the cookie travels readable over every plain connection, and whoever reads it can send it too.',
  fix: 'Set `secure=True`, from a setting where development runs without TLS.',
  cwe: [614],
  languages: ['python', 'java', 'go'],
  flows: misuse('cookie-insecure'),
  paths: ['!**/{dev,local,development,debug}*.py'],
  detect: calls(
    { python: ['*.set_cookie', '*.set_signed_cookie'] },
    (call) => call.optionLiteral('secure')?.value === false && call.option('secure')!.parent,
  ),
  repair: flipped,
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void remember(HttpServletResponse response, String id) {\n    Cookie cookie = new Cookie("visitor", id);\n    cookie.setHttpOnly(true);\n    «response.addCookie(cookie)»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc remember(w http.ResponseWriter, id string) {\n	«http.SetCookie(w, &http.Cookie{Name: "visitor", Value: id, HttpOnly: true})»\n}\n',
      },
    },
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, «secure=False», httponly=True)\n' } },
    { after: { 'src/views.py': 'response.set_signed_cookie("cart", value=cart, «secure=False»)\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void remember(HttpServletResponse response, String id) {\n    Cookie cookie = new Cookie("visitor", id);\n    cookie.setHttpOnly(true);\n    cookie.setSecure(true);\n    response.addCookie(cookie);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc remember(w http.ResponseWriter, id string) {\n	http.SetCookie(w, &http.Cookie{Name: "visitor", Value: id, HttpOnly: true, Secure: true})\n}\n',
      },
    },
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, secure=True, httponly=True)\n' } },
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, secure=settings.TLS)\n' } },
    { after: { 'config/dev.py': 'response.set_cookie("visitor", name, secure=False)\n' } },
  ],
});
