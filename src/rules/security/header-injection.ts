import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/header-injection',
  title: 'An untrusted value becomes a header of the answer',
  level: 'warning',
  why: 'With a line break inside, the value can end the header and add others, or a body of its own; some frameworks refuse that, not all.',
  fix: 'Take the value from a list, or remove line breaks before.',
  cwe: [113, 93],
  languages: ['python', 'javascript', 'typescript', 'tsx', 'java', 'go'],
  detect: taint({ to: 'header' }),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void answer(HttpServletRequest request, HttpServletResponse response) {\n    «response.setHeader("X-Language", request.getParameter("language"))»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc answer(w http.ResponseWriter, r *http.Request) {\n	«w.Header().Set("X-Language", r.FormValue("language"))»\n}\n',
      },
    },
    'from flask import Flask, request, make_response\napp = Flask(__name__)\n@app.route("/")\ndef home():\n    answer = make_response("ok")\n    «answer.headers["Content-Language"]» = request.args.get("lang")\n    return answer\n',
    'from http.server import BaseHTTPRequestHandler\nclass Handler(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(302)\n        «self.send_header("X-Name", self.headers["X-Name"])»\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  «res.setHeader(req.query.header, "1")»;
  res.end();
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  const name = req.query.name;
  «res.append(name, "on")»;
  res.end();
});`,
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  void answer(HttpServletRequest request, HttpServletResponse response) {\n    response.setHeader("X-Language", request.getParameter("language").replaceAll("[\\\\r\\\\n]", ""));\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc answer(w http.ResponseWriter, r *http.Request) {\n	language := r.FormValue("language")\n	if language != "en" && language != "de" {\n		return\n	}\n	w.Header().Set("X-Language", language)\n}\n',
      },
    },
    'from flask import Flask, request, make_response\napp = Flask(__name__)\n@app.route("/")\ndef home():\n    lang = request.args.get("lang")\n    if lang not in ("en", "de"):\n        lang = "en"\n    answer = make_response("ok")\n    answer.headers["Content-Language"] = lang\n    return answer\n',
    'from flask import Flask, request, make_response\napp = Flask(__name__)\n@app.route("/")\ndef home():\n    answer = make_response("ok")\n    answer.headers["X-Name"] = request.args["name"].replace("\\r", "").replace("\\n", "")\n    return answer\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  res.setHeader("X-Name", req.query.name);
  res.end();
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
const NAMES = ["X-A", "X-B"];
app.get("/", (req, res) => {
  if (NAMES.includes(req.query.header)) res.setHeader(req.query.header, "1");
  res.end();
});`,
      },
    },
  ],
});
