import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/trust-boundary',
  title: 'An untrusted value is kept in the session as if it were known',
  level: 'note',
  why: 'What stands in the session is read as something that the server decided: nobody checks it there again.',
  fix: 'Check the value before it goes into the session: look it up, or compare it with what is allowed.',
  cwe: [501],
  languages: ['python', 'java', 'go'],
  detect: taint({ to: 'trust' }),
  bad: [
    {
      after: {
        'src/example.py': `from flask import Flask, request, session
app = Flask(__name__)
@app.route("/login", methods=["POST"])
def login():
    «session["user"]» = request.form["user"]
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `import flask
app = flask.Flask(__name__)
@app.route("/keep", methods=["POST"])
def keep():
    name = flask.request.form.get("name", "")
    «flask.session[name]» = "seen"
    return "ok"`,
      },
    },
  ],
  good: [
    {
      after: {
        'src/example.py': `from flask import Flask, request, session
app = Flask(__name__)
@app.route("/role", methods=["POST"])
def role():
    wanted = request.form["role"]
    if wanted not in ("reader", "writer"):
        return "no", 400
    session["role"] = wanted
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request, session
app = Flask(__name__)
@app.route("/page", methods=["POST"])
def page():
    session["page"] = int(request.form["page"])
    return "ok"`,
      },
    },
  ],
});
