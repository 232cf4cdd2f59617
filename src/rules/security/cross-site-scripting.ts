import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/cross-site-scripting',
  title: 'An untrusted value is sent as part of a page',
  level: 'error',
  why: 'The value can bring its own markup and script, which runs as the site in the browser of whoever opens the page.',
  fix: 'Let the template engine escape values, or escape them for the place where they stand.',
  cwe: [79],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: ['html', 'selector'] }),
  bad: [
    `const app = require("express")();
app.get("/hi", (req, res) => {
  «res.send("<b>Hi " + req.query.name + "</b>")»;
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
app = Flask(__name__)
@app.route("/hi")
def hi():
    «return "<b>Hi " + request.args["name"] + "</b>"»`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request, make_response
app = Flask(__name__)
@app.route("/hi")
def hi():
    name = request.cookies.get("name")
    response = «make_response("Hello {}".format(name))»
    return response`,
      },
    },
  ],
  good: [
    `const escape = require("escape-html");
const app = require("express")();
app.get("/hi", (req, res) => {
  res.send("<b>Hi " + escape(req.query.name) + "</b>");
});`,
    `const app = require("express")();
app.get("/hi", (req, res) => {
  res.render("hi", { name: req.query.name });
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import html
app = Flask(__name__)
@app.route("/hi")
def hi():
    return "<b>Hi " + html.escape(request.args["name"]) + "</b>"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request, render_template, jsonify
app = Flask(__name__)
@app.route("/hi")
def hi():
    if request.args.get("json"):
        return jsonify({"name": request.args["name"]})
    return render_template("hi.html", name=request.args["name"])`,
      },
    },
  ],
});
