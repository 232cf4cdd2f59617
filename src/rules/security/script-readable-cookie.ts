import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/script-readable-cookie',
  title: 'Cookie that scripts of the page can read',
  level: 'note',
  why: 'Without `HttpOnly` a script that somebody smuggled into a page can read the cookie and send it away.',
  fix: 'Set `HttpOnly` unless the page’s own script needs the cookie.',
  cwe: [1004],
  languages: ['java', 'go'],
  detect: misuse('cookie-script'),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void remember(HttpServletResponse response, String id) {\n    Cookie cookie = new Cookie("visitor", id);\n    cookie.setSecure(true);\n    «response.addCookie(cookie)»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc remember(w http.ResponseWriter, id string) {\n	«http.SetCookie(w, &http.Cookie{Name: "visitor", Value: id, Secure: true})»\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void remember(HttpServletResponse response, String id) {\n    Cookie cookie = new Cookie("visitor", id);\n    cookie.setSecure(true);\n    cookie.setHttpOnly(true);\n    response.addCookie(cookie);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc remember(w http.ResponseWriter, id string) {\n	http.SetCookie(w, &http.Cookie{Name: "visitor", Value: id, Secure: true, HttpOnly: true})\n}\n',
      },
    },
  ],
});
