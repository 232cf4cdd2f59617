import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/log-injection',
  title: 'An untrusted value is written to the log as it is',
  level: 'note',
  why: 'With a line break inside, the value can write lines of its own: events that never were, or that hide others.',
  fix: 'Remove line breaks, log with `%r` or `repr`, or log as JSON.',
  cwe: [117],
  languages: ['python', 'javascript', 'typescript', 'tsx', 'java', 'go'],
  detect: taint({ to: 'log', from: ['request', 'message'] }),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.HttpServletRequest;\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\nclass Store {\n  private static final Logger LOG = LoggerFactory.getLogger(Store.class);\n\n  void login(HttpServletRequest request) {\n    «LOG.info("login of {}", request.getParameter("user"))»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"log"\n	"net/http"\n)\n\nfunc login(w http.ResponseWriter, r *http.Request) {\n	«log.Printf("login of %s", r.FormValue("user"))»\n}\n',
      },
    },
    'import logging\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/login")\ndef login():\n    «logging.info("login of %s", request.args.get("user"))»\n    return "ok"\n',
    'import logging\nfrom django.http import HttpResponse\nlogger = logging.getLogger(__name__)\ndef login(request):\n    «logger.warning(f"no such user: {request.POST[\'user\']}")»\n    return HttpResponse("ok")\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  «console.log(\`login of \${req.query.name}\`)»;
  res.end();
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
const log = require("pino")();
app.get("/", (req, res) => {
  «log.info("login of " + req.query.name)»;
  res.end();
});`,
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.HttpServletRequest;\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\nclass Store {\n  private static final Logger LOG = LoggerFactory.getLogger(Store.class);\n\n  void login(HttpServletRequest request) {\n    LOG.info("login of {}", request.getParameter("user").replaceAll("[\\\\r\\\\n]", "_"));\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"log"\n	"net/http"\n	"strconv"\n)\n\nfunc login(w http.ResponseWriter, r *http.Request) {\n	log.Printf("login of %s", strconv.Quote(r.FormValue("user")))\n}\n',
      },
    },
    'import logging\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/login")\ndef login():\n    user = request.args.get("user").replace("\\n", "").replace("\\r", "")\n    logging.info("login of %s", user)\n    return "ok"\n',
    'import logging\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/login")\ndef login():\n    logging.info("login of %s", repr(request.args.get("user")))\n    logging.info("number %d", int(request.args["n"]))\n    return "ok"\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  console.log("login of " + JSON.stringify(req.query.name));
  res.end();
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
app.get("/", (req, res) => {
  const name = req.query.name.replace(/[\\r\\n]/g, "");
  console.log("login of " + name);
  res.end();
});`,
      },
    },
  ],
});
