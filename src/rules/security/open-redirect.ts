import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/open-redirect',
  title: 'A redirect goes where an untrusted value says',
  level: 'error',
  why: 'A link to this site takes people to another one that looks like it.',
  fix: 'Redirect to a path of this site, or to one of a list of hosts.',
  cwe: [601],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'redirect' }),
  bad: [
    `const app = require("express")();
app.get("/go", (req, res) => {
  const next = req.query.next || "/";
  «res.redirect(next)»;
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request, redirect
app = Flask(__name__)
@app.route("/go")
def go():
    return «redirect(request.args.get("next"))»`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request, redirect
app = Flask(__name__)
@app.route("/go")
def go():
    target = request.args["next"]
    return «redirect("https://" + target)»`,
      },
    },
  ],
  good: [
    `const app = require("express")();
app.get("/go", (req, res) => {
  res.redirect("/users/" + req.query.id);
});`,
    `const app = require("express")();
const places = ["/", "/home"];
app.get("/go", (req, res) => {
  const next = req.query.next;
  res.redirect(places.includes(next) ? next : "/");
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request, redirect
app = Flask(__name__)
@app.route("/go")
def go():
    return redirect("/users/" + request.args["id"])`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request, redirect
app = Flask(__name__)
@app.route("/go")
def go():
    target = request.args["next"]
    if target not in ("/", "/home"):
        target = "/"
    return redirect(target)`,
      },
    },
  ],
});
