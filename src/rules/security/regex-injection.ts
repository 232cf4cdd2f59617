import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/regex-injection',
  title: 'A regular expression is made from an untrusted value',
  level: 'warning',
  why: 'An expression can be written so that matching takes years: one request then stops the whole process.',
  fix: 'Escape the value with `re.escape`, or match plain text.',
  cwe: [730, 400, 1333],
  languages: ['python', 'javascript', 'typescript', 'tsx', 'java', 'go'],
  detect: taint({ to: 'regex', from: ['request', 'message', 'model', 'browser'] }),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.util.regex.Pattern;\nimport javax.servlet.http.HttpServletRequest;\n\nclass Store {\n  boolean find(HttpServletRequest request, String text) {\n    return «Pattern.compile(request.getParameter("search"))».matcher(text).find();\n  }\n}\n',
      },
    },
    'import re\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/find")\ndef find():\n    return str(«re.findall(request.args["pattern"], TEXT)» == [])\n',
    'import re\nfrom django.http import JsonResponse\ndef find(request):\n    pattern = «re.compile("^" + request.GET["start"])»\n    return JsonResponse({"found": pattern.search(TEXT) is not None})\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/find", (req, res) => {
  const wanted = «new RegExp(req.query.name)»;
  res.json(names.filter((name) => wanted.test(name)));
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/find", (req, res) => {
  const wanted = «RegExp("^" + req.params.name + "$", "i")»;
  res.json(names.filter((name) => wanted.test(name)));
});`,
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.util.regex.Pattern;\nimport javax.servlet.http.HttpServletRequest;\n\nclass Store {\n  boolean find(HttpServletRequest request, String text) {\n    return Pattern.compile(Pattern.quote(request.getParameter("search"))).matcher(text).find();\n  }\n}\n',
      },
    },
    'import re\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/find")\ndef find():\n    return str(re.findall(re.escape(request.args["pattern"]), TEXT) == [])\n',
    'import re\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/find")\ndef find():\n    return str(re.fullmatch("[a-z]+", request.args["name"]) is not None)\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
const _ = require("lodash");
app.get("/find", (req, res) => {
  const wanted = new RegExp(_.escapeRegExp(req.query.name));
  res.json(names.filter((name) => wanted.test(name)));
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/find", (req, res) => {
  const wanted = /^[a-z]+$/;
  res.json(wanted.test(req.query.name));
});`,
      },
    },
  ],
});
