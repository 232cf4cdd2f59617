import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/template-injection',
  title: 'A template is made from an untrusted value',
  level: 'error',
  why: 'Template syntax in the value is carried out on the server, up to running programs.',
  fix: 'Keep the template constant and hand the value over as a variable.',
  cwe: [1336],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'template' }),
  bad: [
    `const ejs = require("ejs");
const app = require("express")();
app.get("/t", (req, res) => {
  const page = «ejs.render("<p>" + req.query.m + "</p>", {})»;
  res.end("ok");
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request, render_template_string
app = Flask(__name__)
@app.route("/t")
def t():
    return «render_template_string("<p>" + request.args["m"] + "</p>")»`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
from jinja2 import Template
app = Flask(__name__)
@app.route("/t")
def t():
    template = «Template(request.form["layout"])»
    return "ok"`,
      },
    },
  ],
  good: [
    `const ejs = require("ejs");
const app = require("express")();
app.get("/t", (req, res) => {
  const page = ejs.render("<p><%= m %></p>", { m: req.query.m });
  res.end("ok");
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request, render_template_string
app = Flask(__name__)
@app.route("/t")
def t():
    return render_template_string("<p>{{ m }}</p>", m=request.args["m"])`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
from jinja2 import Template
app = Flask(__name__)
PAGE = Template("<p>{{ m }}</p>")
@app.route("/t")
def t():
    text = PAGE.render(n=1)
    return "ok"`,
      },
    },
  ],
});
